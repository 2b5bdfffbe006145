create domain tag as text not null; create type pair as (a tag, b int); create table t (id int primary key, p pair);
