create table a (id int primary key, b int, c int);
create table b (id int primary key, a int references a);
create table c (id int primary key, b int references b);
alter table a add constraint a_b foreign key (b) references b on delete cascade;
alter table a add constraint a_c foreign key (c) references c;
