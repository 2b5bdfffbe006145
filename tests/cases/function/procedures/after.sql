-- Procedures are made, dropped and replaced.
create procedure made(a text default 'x', variadic b integer[] default '{}') language plpgsql security definer set search_path to public as $$ begin commit; end $$;
create procedure kept(a integer, inout b integer default 2) language plpgsql as $$ begin b := a + 1; end $$;
create procedure insist(b text) language sql as $$ select 1 $$;
comment on procedure kept(integer, integer) is 'kept';
comment on procedure made(text, integer[]) is 'made';
