-- They share their names, so the one goes before the other comes.
create procedure run(a integer) language plpgsql as $$ begin end $$;
create function go(a integer) returns void language plpgsql as $$ begin end $$;
comment on procedure run(integer) is 'a procedure';
comment on function go(integer) is 'a function';
