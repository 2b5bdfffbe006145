-- The deparsed form of an IN list of varchar must come back as it is.
create domain state as varchar(10) constraint state_known check (value in ('a', 'b', 'c')) constraint other check (value = any (array['a', 'b', 'c', 'd']));
create table t (id int primary key, s state);
