-- A serial column on a table with rows, made the primary key at once.
create table member (email text, id serial primary key);
