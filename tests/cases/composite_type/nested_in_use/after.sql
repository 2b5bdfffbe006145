-- The type inside is made anew, and the one around it with it.
create type inner_part as (a text);
create type outer_part as (i inner_part, n int);
create table t (id int primary key, o outer_part);
