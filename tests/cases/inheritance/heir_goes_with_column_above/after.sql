-- The column of the heir would go with that above, while something depends on it.
create table note (id int, other text);
create table part (id int) partition by list (id);
