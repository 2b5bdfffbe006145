create procedure gone(a integer) language plpgsql as $$ begin end $$;
create procedure kept(a integer, inout b integer default 1) language plpgsql as $$ begin b := a; end $$;
create procedure insist(a text) language sql as $$ select 1 $$;
comment on procedure kept(integer, integer) is 'kept';
