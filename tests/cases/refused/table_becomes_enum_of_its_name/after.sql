-- The columns of its row type need the enum before they can leave the table, which holds the name.
create type mood as enum ('sad', 'ok');
create table t (id int primary key, m mood, ms mood[]);
