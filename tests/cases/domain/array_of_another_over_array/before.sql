create domain doc as json;
create domain tags as text[];
create table t (id int primary key, docs doc[], texts text[], one text, more tags[], flat tags[]);
