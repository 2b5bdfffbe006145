-- The default lets go of a function that names a type which is made anew.
create type mood as enum ('happy', 'sad');
create table t (id int default 3, m mood);
