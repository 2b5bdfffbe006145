-- A logged table may not refer to an unlogged one, so one key of a circle is down meanwhile.
create unlogged table a (id int primary key, b int, c int);
create unlogged table b (id int primary key, a int references a);
create unlogged table c (id int primary key, b int references b);
alter table a add constraint a_b foreign key (b) references b on delete cascade;
alter table a add constraint a_c foreign key (c) references c;
