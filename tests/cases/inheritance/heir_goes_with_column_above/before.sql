create table note (id int, word text, other text);
create table page (own int) inherits (note);
create materialized view words as select word from page;
create view counts as select count(word) as n from words;
create table part (id int, word text) partition by list (id);
create table part_1 partition of part for values in (1);
create view part_words as select word from part_1;
