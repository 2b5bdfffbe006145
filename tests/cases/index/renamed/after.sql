-- Same definition, other name; renaming it or building it anew are both right.
create table orders (id int primary key, shop int);
create index orders_shop_idx on orders (shop desc) where shop > 0;
