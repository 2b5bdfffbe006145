create table orders (id int primary key, state text not null default 'open');
create index orders_state on orders (state);
