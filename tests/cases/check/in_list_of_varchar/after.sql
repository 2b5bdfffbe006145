-- Postgres deparses `varchar in (…)` to a text that it parses to another tree; so in every place an expression may stand.
create table orders (
  id int primary key,
  status varchar(10) constraint status_ok check (status in ('new', 'it''s', '::text[]')),
  state varchar constraint state_ok check (state not in ('x', null, 'y'::varchar(3)) or state in ('a', 'b') and status in ('c', 'd')),
  kind char(3) constraint kind_ok check (kind in ('abc', 'def')),
  tags text[] default array['a', 'b']::varchar[],
  a varchar,
  b varchar constraint b_ok check (b = any (array[a, 'z'])),
  open boolean generated always as (status in ('new', 'old')) stored
);
create index orders_open on orders (id) where status in ('new', 'old');
create index orders_flag on orders ((case when status in ('new', 'old') then 1 else 0 end));
alter table orders add constraint one_open exclude using btree (id with =) where (status in ('new', 'old'));
