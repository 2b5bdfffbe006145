create table pg_like (id int primary key, _kind text);
create table _scratch (id int primary key, k text);
