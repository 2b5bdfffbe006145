create table mood (name text);
create table t (id int primary key, m mood, ms mood[]);
