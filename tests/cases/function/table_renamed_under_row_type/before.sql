create table old_t (id int, a text);
create function all_t() returns setof old_t language plpgsql as $$ begin return; end $$;
create function of_t(x old_t) returns text language sql as $$ select x.a $$;
