-- The table has the check already that is added above it when it is attached.
create table note (id int, word text) partition by range (id);
create table old (id int, word text, constraint short check (length(word) < 9) not valid);
alter table note attach partition old for values from (0) to (9);
alter table note add constraint short check (length(word) < 9) not valid;
