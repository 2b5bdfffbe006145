create table member (id int primary key, email text);
create table badge (no int primary key, color text);
