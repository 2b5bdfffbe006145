create table note (a int, b int, constraint c check (a between 1 and 9));
create domain level as int;
create view notes as select a from note;
