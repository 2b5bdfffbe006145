create type inner_part as (a int);
create type outer_part as (i inner_part, n int);
create table t (id int primary key, o outer_part);
