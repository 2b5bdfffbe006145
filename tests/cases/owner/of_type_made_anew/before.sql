create type mood as enum ('sad', 'ok', 'glad');
create table m (id int primary key, mood mood not null);
alter type mood owner to clerk;
grant usage on type mood to reader;
alter table m owner to clerk;
