-- Constants and expressions of several types change; the one that does not is left alone.
create table event (
  id int primary key,
  at timestamptz default clock_timestamp(),
  place text default 'Graz',
  tags text[] default array['new', 'unread'],
  body jsonb default '{"v": 2}',
  score numeric(5,2) default -1.5,
  day date default current_date
);
