-- The row type takes the name of the type that the columns are of.
create table pair (a integer, b text);
create table note (id integer primary key, whole pair, all_of pair[]);
