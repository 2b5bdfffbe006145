-- From one parent to another.
create table base (id int not null, note text);
create table other (id int not null);create table child (id int not null, note text, extra int);
alter table child inherit other;
