-- The type made anew is given back before it is granted on.
create type mood as enum ('ok', 'glad');
create table m (id int primary key, mood mood not null);
alter type mood owner to clerk;
grant usage on type mood to reader;
alter table m owner to clerk;
