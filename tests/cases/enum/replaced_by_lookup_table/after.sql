-- The enum goes and a table of the same name comes: both own a type of that name.
create table status (code text primary key);
create table orders (id int primary key, status text);
