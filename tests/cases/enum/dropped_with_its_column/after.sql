-- The type goes after its last column.
create table orders (id int primary key);
