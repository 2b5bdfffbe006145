-- Which zone is meant is for a person; the cast exists and the default stays.
create table event (id int primary key, at timestamptz not null default now(), until timestamptz);
create index event_at on event (at desc);
