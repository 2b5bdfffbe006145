-- What the parent loses stays in the child.
create table base (id int not null, kind text);
create table child (id int not null, note text, extra int);
