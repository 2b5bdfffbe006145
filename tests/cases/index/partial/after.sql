-- A predicate changes, one goes, one comes, one stays.
create table orders (id int primary key, state text, paid_at date, deleted boolean not null default false);
create index orders_open on orders (id) where state in ('open', 'late');
create unique index orders_live on orders (state, paid_at) where not deleted;
create index orders_all on orders (paid_at);
create index orders_none on orders (state) where state is null;
