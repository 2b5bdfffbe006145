create table base (id int not null, note text);
create table child (extra int) inherits (base);
alter table base add constraint c check (id > 0);
