-- A tree: new column and its reference to the own table, and a new table that is born with one.
create table category (id int primary key, name text, parent_id int references category on delete set null);
create table folder (id int primary key, parent_id int references folder, check (parent_id <> id));
