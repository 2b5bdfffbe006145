create table base (id int not null, note text);
create table child (note text, extra int) inherits (base);
