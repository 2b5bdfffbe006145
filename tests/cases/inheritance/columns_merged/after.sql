-- A column that both get, with their own defaults and NOT NULL.
create table base (id int not null, note text, kind text not null default 'b', sort int);create table child (extra int, kind text default 'c', sort int not null default 0) inherits (base);
