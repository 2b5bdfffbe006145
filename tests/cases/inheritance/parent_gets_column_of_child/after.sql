-- It is merged with that of the child.
create table base (id int not null, note text, kind text default 'b');create table child (kind text default 'c') inherits (base);
