create type pair as (b text, a int);
create table t (id int primary key, ps pair[]);
