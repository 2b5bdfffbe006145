create table member (id serial primary key);
