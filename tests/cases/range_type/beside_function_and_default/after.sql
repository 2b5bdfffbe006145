create type span as range (subtype = int);
create table t (id int primary key, s span default span(1, 7), n int, constraint s_ok check (not isempty(s) and s <> span(3, 4, '[]')));
