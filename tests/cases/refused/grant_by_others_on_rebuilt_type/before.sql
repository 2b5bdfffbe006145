create type mood as enum ('sad', 'ok', 'glad');
create table m (id int primary key, mood mood not null);
grant usage on type mood to clerk with grant option;
set role clerk;
grant usage on type mood to reader;
reset role;
