-- the partition's key has a name of its own, so that it is attached; a key is none before all are
create table place (region integer not null, code integer not null, above integer) partition by list (region);
create table place_1 partition of place for values in (1);
alter table place_1 add constraint first_code unique (region, code);
alter table place add constraint place_code unique (region, code);
alter table place add constraint above foreign key (region, above) references place (region, code);
