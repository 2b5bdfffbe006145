-- DROP EXPRESSION keeps the values.
create table line (id int primary key, qty int, twice int);
create index line_twice on line (twice);
