-- Defaults, arrays, checks, partial and expression indexes, a generated column, a unique constraint,
-- two tables, comments: all must be as before around the new type.
create type order_state as enum ('open', 'paid', 'void');
create table orders (
  id int primary key,
  state order_state not null default 'open',
  past order_state[] not null default array['open', 'paid']::order_state[],
  constraint orders_state_known check (state in ('open', 'paid', 'void')),
  constraint orders_past_short check (cardinality(past) < 9 and not (past @> array['void']::order_state[]))
);
create index orders_state on orders (state);
create index orders_open on orders (id) where state = 'open'::order_state;
create index orders_past on orders using gin (past);
create index orders_text on orders ((case when state = 'void' then 'gone' else 'there' end));
create table order_log (
  id int primary key,
  was order_state, became order_state default 'paid',
  changed boolean generated always as (was is distinct from became) stored,
  unique (was, became)
);
comment on column orders.state is 'where it stands';
comment on type order_state is 'life of an order';
