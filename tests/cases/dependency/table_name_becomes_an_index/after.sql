-- Tables and indexes share one name space.
create table orders (id int primary key, shop int);
create index lookup on orders (shop);
