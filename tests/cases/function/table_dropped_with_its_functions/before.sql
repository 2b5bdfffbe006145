create table t (id int primary key, a text);
create function all_t() returns setof t language sql as $$ select * from t $$;
create function of_t(x t) returns text language sql as $$ select x.a $$;
create function of_many(x t[]) returns integer language sql as $$ select 1 $$;
create table kept (id int, n int default of_many('{}'));
