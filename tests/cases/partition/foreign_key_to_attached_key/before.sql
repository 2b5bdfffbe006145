create table place (region integer not null, code integer not null, above integer) partition by list (region);
create table place_1 partition of place for values in (1);
