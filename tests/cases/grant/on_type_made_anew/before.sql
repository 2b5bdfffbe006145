create type mood as enum ('sad', 'ok', 'glad');
create table m (id int primary key, mood mood not null);
revoke usage on type mood from public;
grant usage on type mood to clerk;
grant select (mood) on m to reader;
grant insert on m to clerk;
