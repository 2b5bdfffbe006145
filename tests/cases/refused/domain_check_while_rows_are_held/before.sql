create domain short as text;
create table t (id int primary key, s short);
create materialized view m as select t as whole from t;
