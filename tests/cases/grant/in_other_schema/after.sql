-- Everything is named with its schema.
create schema app;
create table app.t (id int, a text);
create type app.mood as enum ('sad');
create sequence app.s;
grant select (a) on app.t to reader;
grant select on app.t to clerk;
revoke usage on type app.mood from public;
grant usage on sequence app.s to clerk;
