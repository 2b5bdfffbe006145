-- Columns of the child alone.
create table base (id int not null, note text);
create table child (extra bigint, more text) inherits (base);
