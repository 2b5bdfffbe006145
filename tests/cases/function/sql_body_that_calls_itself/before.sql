create function down(n integer) returns integer language sql as 'select 1';
create or replace function down(n integer) returns integer language sql return case when n > 0 then down(n - 1) else 0 end;
create function other(n integer) returns integer language sql return n;
