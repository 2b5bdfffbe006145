-- Columns move over to another kind of type of the same name by their text.
create type mood as (name text);
create table t (id int primary key, m mood, ms mood[]);
