create schema app;
create table app.t (id int, a text);
create type app.mood as enum ('sad');
create sequence app.s;
