create table holder (id int primary key);
