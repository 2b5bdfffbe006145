create table member (id int not null, email text);
create table badge (no int, color text);
