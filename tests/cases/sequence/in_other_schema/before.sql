create schema no;
create table orders (id bigint primary key);
