-- What the next owner was granted is revoked before it owns the table, or the owner would lose it.
create table note (id int, word text);
alter table note owner to clerk;
create table page (id int);
grant select on page to clerk;
