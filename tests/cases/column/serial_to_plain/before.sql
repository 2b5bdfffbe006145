create table member (id serial primary key, no bigserial);
