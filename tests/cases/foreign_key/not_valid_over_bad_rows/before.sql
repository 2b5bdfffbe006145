create table member (id int primary key);
create table visit (id int primary key, member_id int);
