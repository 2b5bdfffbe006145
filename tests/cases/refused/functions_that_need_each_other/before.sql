create function even(n integer) returns boolean language sql as $$ select n = 0 $$;
