create function run(a integer) returns void language plpgsql as $$ begin end $$;
create procedure go(a integer) language plpgsql as $$ begin end $$;
comment on function run(integer) is 'a function';
comment on procedure go(integer) is 'a procedure';
