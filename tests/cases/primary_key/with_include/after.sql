-- A key that carries a payload column.
create table member (id int, email text, constraint member_pkey primary key (id) include (email));
