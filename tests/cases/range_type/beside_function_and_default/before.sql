create type span as range (subtype = int);
create table t (id int primary key, s span default span(1, 5), constraint s_ok check (not isempty(s)));
