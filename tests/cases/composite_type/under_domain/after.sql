create type pair as (a bigint, b bigint);
create domain ordered as pair constraint a_first check ((value).a <= (value).b);
create table t (id int primary key, o ordered);
