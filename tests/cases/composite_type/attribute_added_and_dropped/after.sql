create type pair as (a int, b text, c date, d int);
create table t (id int primary key, p pair, ps pair[]);
