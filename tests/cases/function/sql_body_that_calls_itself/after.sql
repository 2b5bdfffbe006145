-- It must be there before its body can be read.
create function other(n integer) returns integer language sql as 'select 1';
create or replace function other(n integer) returns integer language sql return case when n > 0 then other(n - 1) else 0 end;
