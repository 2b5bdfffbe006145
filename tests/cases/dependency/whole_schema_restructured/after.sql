-- A realistic mixture: types, a new parent table, references, an enum, indexes, comments.
create type order_state as enum ('new', 'paid');
create table organisation (id int generated always as identity primary key, name text not null unique);
create table users (id serial primary key, mail text not null, org text, org_id int references organisation);
create unique index users_mail_ci on users (lower(mail));
create table orders (
  id serial primary key,
  user_id int not null constraint orders_user references users on delete cascade,
  state order_state not null default 'new',
  total numeric(12,2) check (total >= 0),
  placed_at timestamptz not null default now()
);
create index on orders (state, placed_at desc);
comment on table orders is 'paid or not';
