create table member (id int primary key, email text unique, nick text unique);
