-- The column stays, plain and NOT NULL.
create table member (id int primary key, email text);
