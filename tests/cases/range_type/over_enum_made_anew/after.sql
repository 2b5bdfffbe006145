create type grade as enum ('c', 'a');
create type grades as range (subtype = grade);
create table t (id int primary key, g grade);
