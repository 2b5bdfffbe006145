-- The generated column depends on the dropped one and goes first (or with it).
create table line (id int primary key, qty int);
