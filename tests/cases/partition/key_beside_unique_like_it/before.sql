create table visit (id integer not null) partition by list (id);
create table visit_1 partition of visit for values in (1);
alter table visit_1 add constraint own unique (id);
