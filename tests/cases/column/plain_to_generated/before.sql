create table line (id int primary key, qty int, twice int default 0);
create index line_twice on line (twice);
