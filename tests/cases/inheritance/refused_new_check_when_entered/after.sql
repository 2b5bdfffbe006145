-- A check must be there before the table inherits, and is its own then.
create table base (id integer, constraint positive check (id > 0));
create table child (id integer) inherits (base);
alter table child alter column id set not null;
