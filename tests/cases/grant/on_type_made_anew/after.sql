-- The type made anew is granted on as before; the table and the column keep what they have.
create type mood as enum ('ok', 'glad');
create table m (id int primary key, mood mood not null);
revoke usage on type mood from public;
grant usage on type mood to clerk;
grant select (mood) on m to reader;
grant insert on m to clerk;
