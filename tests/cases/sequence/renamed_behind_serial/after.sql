-- A serial by hand, with a sequence name of its own.
create sequence orders_counter as int;
create table orders (id int primary key default nextval('orders_counter'));
alter sequence orders_counter owned by orders.id;
