create domain points as int[] constraint points_few check (cardinality(value) < 5);
create table t (id int primary key, p points);
