create table orders (id int primary key, state text, paid_at date, deleted boolean not null default false);
create index orders_open on orders (id) where state = 'open';
create unique index orders_live on orders (state, paid_at) where not deleted;
create index orders_all on orders (paid_at) where paid_at is not null;
create index orders_none on orders (state);
