-- The parent loses it, the child keeps it.
create table base (id int not null, note text);
create table child (extra int) inherits (base);
alter table child add constraint c check (id > 0);
