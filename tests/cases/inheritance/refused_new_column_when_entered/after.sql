-- A column must be there before the table inherits, and is its own then.
create table base (id integer, note text);
create table child (extra integer) inherits (base);
