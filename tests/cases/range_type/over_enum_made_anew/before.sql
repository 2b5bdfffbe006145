create type grade as enum ('a', 'b', 'c');
create type grades as range (subtype = grade);
create table t (id int primary key, g grade);
