-- Each attribute that is not the default comes back.
create function plain() returns integer language sql as $$ select 1 $$;
create function full_of(a integer, b text default 'it''s', variadic rest integer[] default '{1,2}')
returns setof integer language plpgsql stable strict security definer leakproof parallel safe cost 7.5 rows 42
set search_path to public, "$user", "odd "" name" set work_mem to '64MB' set "my.setting" to 'it''s, so' set timezone to 'UTC'
as $$ begin return query select a; end $$;
create function restricted() returns void language sql immutable parallel restricted as '';
create function cheap() returns integer language sql cost 1 as 'select 2';
create function no_path() returns integer language sql set search_path to '' as 'select 2';
