-- An enum used by a table that goes, a column that goes and a column that changes.
create table one (id int primary key, kind text default 'a');
create table two (id int primary key);
