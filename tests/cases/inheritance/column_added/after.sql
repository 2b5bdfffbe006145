-- One statement for both.
create table base (id int not null, note text, kind text default 'x');
create table child (extra int) inherits (base);
