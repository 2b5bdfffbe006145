-- A logged table may not refer to an unlogged one: the referenced table turns first here,
-- and last on the way down. Names sort the wrong way round in neither direction's favour.
create table basket (id int primary key);
create table basket_line (basket_id int references basket, line int, primary key (basket_id, line));
