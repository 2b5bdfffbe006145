-- What is stricter in the middle does not go by itself to the bottom, nor to the top.
create table base (id int not null, note text, kind text);
create table child (extra int) inherits (base);
create table grandchild () inherits (child);alter table only child alter kind set not null;create table late () inherits (child);
