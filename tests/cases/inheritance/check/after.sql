-- Inherited and not.
create table base (id int not null, note text);
alter table base add check (id > 0), add constraint only_here check (id < 100) no inherit;
create table child (extra int) inherits (base);
alter table child add check (extra > 0);
