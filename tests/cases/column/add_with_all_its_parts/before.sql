create table member (id int primary key);
create table plan (id int primary key);
