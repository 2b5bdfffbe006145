create table note (id int, word text) partition by range (id);
create table old (id int, word text, constraint short check (length(word) < 9) not valid);
