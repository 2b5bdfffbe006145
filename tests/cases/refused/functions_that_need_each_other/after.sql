-- No order of statements makes or drops two bodies in SQL that call each other.
create function even(n integer) returns boolean language sql as $$ select n = 0 $$;
create function odd(n integer) returns boolean language sql return n <> 0 and even(n - 1);
create or replace function even(n integer) returns boolean language sql return n = 0 or odd(n - 1);
create function first(n integer) returns boolean language sql as $$ select true $$;
create function second(n integer) returns boolean language sql return first(n);
create or replace function first(n integer) returns boolean language sql return second(n);
