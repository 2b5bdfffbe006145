-- Rows hold values already; nothing is rewritten.
create table member (id int primary key, email text not null, age int);
