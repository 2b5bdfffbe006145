create table member (id int primary key, email text, constraint member_email unique (email));
