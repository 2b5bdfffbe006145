-- Postgres would make the partition's indexes anew under other names and without their options.
create table p (id int, v varchar(6), n int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
create index own on p1 (v) with (fillfactor = 50);
create index p_v on p (v);
create index p_n on p (n);
alter table p1 add constraint own_key unique (v, id);
alter table p add constraint p_key unique (v, id);
comment on index own is 'kept';
