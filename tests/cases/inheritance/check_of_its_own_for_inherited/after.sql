-- Under the same name, and only once.
create table note (id int, word text);
create table page () inherits (note);
alter table page add constraint c check (id > 0);
