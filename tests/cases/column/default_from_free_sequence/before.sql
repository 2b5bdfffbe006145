create table invoice (id int primary key, no int);
