create table category (id int primary key, name text);
