-- A column of the type of a view's rows; the view gets a column more in place.
create table t (id int primary key);
create view v as select id, 'x'::text as name, 1 as more from t;
create table store (id int primary key, held v);
