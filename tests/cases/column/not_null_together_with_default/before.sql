create table member (id int primary key, plan text, level int not null default 1);
