-- Each kind by its own word, sequences that belong to a column with their table.
create schema app;
alter schema app owner to clerk;
create table app.t (id serial primary key, a text);
alter table app.t owner to clerk;
create sequence app.s;
alter sequence app.s owner to clerk;
create type app.mood as enum ('sad');
alter type app.mood owner to clerk;
