create table sale (id int primary key, shop int, price numeric, at date, data jsonb);
create table shop (id int primary key, name text unique);
