-- Likewise where what is granted on a column changes too.
create table t (id int primary key, a text, b text, c int);
grant update on t to clerk;
grant select (a, b), references (a) on t to clerk;
