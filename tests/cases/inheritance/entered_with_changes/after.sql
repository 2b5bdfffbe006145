-- What the parent demands is made first.
create table base (id int not null, note text);
alter table base add constraint base_id_check check (id > 0);create table child (id int not null, note text, extra int, constraint base_id_check check (id > 0)); alter table child inherit base;
