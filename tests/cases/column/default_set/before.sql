create table member (id int primary key, plan text);
