-- Ownership comes, goes, and moves to another table.
create table a (id int primary key);
create table b (id int primary key);
create sequence one_no owned by a.id;
create sequence two_no;
create sequence three_no owned by b.id;
