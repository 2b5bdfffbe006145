-- Constraint names derived from the column must become those of the new column.
create table member (id int primary key, email text unique check (email <> ''), team int references member);
