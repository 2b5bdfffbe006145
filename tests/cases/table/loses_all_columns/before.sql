create table marker (id int, note text);
create table scrap (a int);
