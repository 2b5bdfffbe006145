-- Here Postgres can carry the defaults over; a lost default would be silent.
create table product (id int primary key, stock bigint not null default 7, price numeric(8,2) default 10);
