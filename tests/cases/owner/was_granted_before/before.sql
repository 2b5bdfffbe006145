create table note (id int, word text);
grant select, delete on note to clerk;
grant update (word) on note to clerk;
create table page (id int);
alter table page owner to clerk;
