create table member (id int primary key, email text);
create table visit (id int primary key, member text);
