create table member (id int primary key);
create table client (id int primary key);
create table visit (id int primary key, who int constraint visit_who references member);
