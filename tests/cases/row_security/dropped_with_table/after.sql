-- The flags go with their table and need no statement.
create table other (id int);
