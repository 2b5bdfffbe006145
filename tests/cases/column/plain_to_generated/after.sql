-- No statement turns a plain column into a generated one: drop and add, and the index with it.
create table line (id int primary key, qty int, twice int generated always as (qty * 2) stored);
create index line_twice on line (twice);
