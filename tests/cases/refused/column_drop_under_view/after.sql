-- The column that a view reads goes.
create table member (id int primary key, email text);
