create table base (id int not null, note text);
alter table base add check (id > 0);create table child (id int, extra int);
