create table account (id serial primary key, email text);
