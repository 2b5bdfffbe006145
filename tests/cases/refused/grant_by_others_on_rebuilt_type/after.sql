-- What another than the owner has granted could not be put back.
create type mood as enum ('ok', 'glad');
create table m (id int primary key, mood mood not null);
grant usage on type mood to clerk with grant option;
