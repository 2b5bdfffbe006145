-- The same labels in another order: only comparison changes, and every index on it.
create type priority as enum ('low', 'mid', 'high');
create table ticket (id int primary key, priority priority not null default 'low');
create index ticket_priority on ticket (priority desc);
