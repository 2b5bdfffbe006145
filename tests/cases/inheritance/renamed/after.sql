-- A column is renamed in all tables at once.
create table base (id int not null, text text);
create table child (extra int) inherits (base);
