alter default privileges grant usage on types to reader;
alter default privileges revoke usage on types from public;
create type mood as enum ('sad', 'ok', 'glad');
create table m (id int primary key, mood mood not null);
revoke usage on type mood from reader;
grant usage on type mood to public;
