-- Rows that violate it stand.
create domain a as int;
alter domain a add constraint a_ok check (value > 0) not valid;
create table t (id int primary key, a a);
