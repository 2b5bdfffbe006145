-- Comments alone.
create function f() returns integer language sql as $$ select 1 $$;
create function g() returns integer language sql as $$ select 1 $$;
comment on function f() is 'it''s new';
comment on routine g() is 'added';
