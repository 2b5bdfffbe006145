-- In a schema of its own, with a comment beside.
create schema app;
create table app.note (id int primary key, body text);
comment on table app.note is 'notes';
alter table app.note enable row level security;
