create function empty() returns void language sql as '';
create function dollars() returns text language sql as 'select $$x$$';
create function backslash() returns text language sql as 'select ''\n''';
create function lines() returns integer language sql as e'select\r\n1';
create function tail() returns text language plpgsql as 'begin return 1; end -- $';
