-- The commonest change of all: exactly one ADD COLUMN, nothing rewritten.
create table member (id int primary key, email text not null, phone varchar(20));
