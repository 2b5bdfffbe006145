-- The precision is a modifier like any other: up is free, and back rounds.
create table event (id int primary key, at timestamptz, clock time(3));
