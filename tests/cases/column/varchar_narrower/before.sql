create table member (id int primary key, nick varchar(50), bio text);
