create table a_one (id int primary key, k int);
create table b_two (id int primary key, k int);
create index lookup on b_two (k);
