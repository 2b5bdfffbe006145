create type span as range (subtype = float8);
create table t (id int primary key, s span, m span[] default array[span(1, 2)]);
