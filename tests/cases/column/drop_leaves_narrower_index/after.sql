-- Same index names, without the dropped column: they must be made anew, after the column fell.
create table orders (id int primary key, shop int);
create index orders_lookup on orders (shop);
create unique index orders_uq on orders (id) include (shop);
