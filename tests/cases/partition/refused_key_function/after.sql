-- The function is not modelled, and the key needs it.
create function bucket(int) returns int immutable language sql as 'select $1 % 4';create table t (id int) partition by list (abs(id));
