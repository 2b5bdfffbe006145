-- The schema public is born with an owner of its own.
create table t (id int);
alter schema public owner to clerk;
