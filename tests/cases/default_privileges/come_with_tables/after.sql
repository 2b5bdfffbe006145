-- They come first, so the tables need nothing.
create schema app;
alter default privileges in schema app grant select on tables to reader;
create table app.t (id int);
create table app.u (id int);
