create table item (id bigint primary key);
create table orders (id bigint not null, item bigint) partition by range (id);
alter table orders add constraint orders_item foreign key (item) references item (id) on delete set null (item);
create table low (item bigint, id bigint not null);
