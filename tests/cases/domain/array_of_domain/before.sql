create domain tag as varchar(5) constraint tag_ok check (value <> '');
create table t (id int primary key, tags tag[] not null default '{a,b}');
