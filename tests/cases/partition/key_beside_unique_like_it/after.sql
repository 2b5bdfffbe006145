-- Postgres would take the unique constraint that the partition has of its own for its primary key
create table visit (id integer not null, primary key (id) deferrable) partition by list (id);
create table visit_1 partition of visit for values in (1);
alter table visit_1 add constraint own unique (id);
