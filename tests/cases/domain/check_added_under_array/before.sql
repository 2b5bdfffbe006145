create domain tag as text; create table t (id int primary key, tags tag[]);
