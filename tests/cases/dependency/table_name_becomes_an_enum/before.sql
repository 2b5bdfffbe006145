create table status (code text primary key);
create table orders (id int primary key, status text references status);
