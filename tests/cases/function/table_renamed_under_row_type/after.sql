-- The signature follows the table.
create table new_t (id int, a text);
create function all_t() returns setof new_t language plpgsql as $$ begin return; end $$;
create function of_t(x new_t) returns text language sql as $$ select x.a $$;
