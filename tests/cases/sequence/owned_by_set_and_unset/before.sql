create table a (id int primary key);
create table b (id int primary key);
create sequence one_no;
create sequence two_no owned by b.id;
create sequence three_no owned by a.id;
