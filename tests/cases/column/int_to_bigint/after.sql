-- Widening with an implicit cast.
create table orders (id int primary key, total bigint not null);
create index orders_total on orders (total);
