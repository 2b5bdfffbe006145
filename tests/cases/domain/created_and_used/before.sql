create table site (id int primary key);
