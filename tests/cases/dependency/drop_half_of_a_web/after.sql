-- Of three tables that all refer to one another the middle one goes.
create table a (id int primary key, b_id int, c_id int);
create table c (id int primary key, a_id int references a, b_id int);
alter table a add foreign key (c_id) references c;
