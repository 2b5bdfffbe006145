create table event (
  id int primary key,
  at timestamptz default now(),
  place text default 'Linz',
  tags text[] default '{}',
  body jsonb default '{}',
  score numeric(5,2) default 0,
  day date default current_date
);
