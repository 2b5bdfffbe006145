-- Texts may refer to each other and to themselves.
create function even(n integer) returns boolean language plpgsql as $$ begin return n = 0 or odd(n - 1); end $$;
create function odd(n integer) returns boolean language plpgsql as $$ begin return n <> 0 and even(n - 1); end $$;
create function own(n integer) returns integer language plpgsql as $$ begin return own(n - 1); end $$;
