-- From nothing at all.
create table member (
  id bigint generated always as identity primary key,
  email text not null unique,
  joined_at timestamptz not null default now()
);
