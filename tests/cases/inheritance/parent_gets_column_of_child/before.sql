create table base (id int not null, note text);
create table child (kind text default 'c') inherits (base);
