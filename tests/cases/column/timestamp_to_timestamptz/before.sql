create table event (id int primary key, at timestamp not null default now(), until timestamp);
create index event_at on event (at desc);
