-- What is left of the key would set other columns, or some that are not there.
create table item (id bigint primary key);
create table orders (gone int, rest int, id bigint not null, item bigint) partition by range (id) ;
alter table orders drop column gone, drop column rest;
alter table orders add constraint orders_item foreign key (item) references item (id) on delete set null (item);
create table low (id bigint not null, item bigint, constraint orders_item foreign key (item) references item (id) on delete set null (item));
