create table member (id serial primary key, email text);
