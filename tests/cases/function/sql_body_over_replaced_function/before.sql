create function inner_one(a integer) returns integer language sql as $$ select a $$;
create function middle(a integer) returns integer language sql return inner_one(a);
create function outer_one(a integer) returns integer language sql immutable return middle(a) + 1;
create table t (id int check (outer_one(id) > 0));
