create procedure p(in a integer, out b integer) language plpgsql as $$ begin b := 1; end $$;
