-- The same for both, and one apart.
create table base (id int not null default 1, note text default 'n');
create table child (extra int) inherits (base);
alter table child alter note set default 'c';
