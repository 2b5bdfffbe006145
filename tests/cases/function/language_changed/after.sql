-- Another language, the same signature.
create function f(a integer) returns integer language plpgsql as $$ begin return a + 1; end $$;
create table t (id int default f(1));
