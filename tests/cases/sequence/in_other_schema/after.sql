-- A qualified sequence in a default, beside one of the same name in the default schema.
create schema no;
create sequence no.orders;
create sequence orders_no;
create sequence no.orders_no;
create table orders (id bigint primary key default nextval('no.orders'), a bigint default nextval('orders_no'), b bigint default nextval('no.orders_no'));
