-- Dropping the column takes the whole index along: no DROP INDEX after it, and the untouched index stays.
create table orders (id int primary key, shop int, note text);
create index orders_shop_idx on orders (shop);
