-- And the other way, on one of two columns.
create table member (id int primary key, email text, age int not null);
