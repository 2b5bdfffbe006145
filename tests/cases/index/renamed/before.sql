create table orders (id int primary key, shop int);
create index ix_1 on orders (shop desc) where shop > 0;
