-- One that is there, one that comes, one that goes.
create schema app;
grant usage on schema app to reader;
create schema new;
grant usage, create on schema new to clerk with grant option;
