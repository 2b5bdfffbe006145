create table a (id int primary key);
create table b (id int primary key, a_id int references a);
create table c (id int primary key, b_id int references b, a_id int references a);
create table kept (id int primary key, note text);
