create type priority as enum ('high', 'low', 'mid');
create table ticket (id int primary key, priority priority not null default 'low');
create index ticket_priority on ticket (priority desc);
