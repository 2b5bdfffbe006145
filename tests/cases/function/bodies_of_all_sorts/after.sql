-- Bodies come back byte for byte: dollar quotes, quotes, backslashes, carriage returns, other scripts, nothing.
create function empty() returns void language sql as '   ';
create function dollars() returns text language sql as 'select $$x$$ || $body$y$body$ || $body1$ $body1$';
create function backslash() returns text language sql as 'select e''\\ \n'' || ''ü 漢字 😀''';
create function lines() returns integer language sql as e'select length(''\\\\'')\r\n\t+ 1 \r';
create function tail() returns text language plpgsql as 'begin return $1; end -- $body$';
create function last_dollar(integer) returns text language plpgsql as 'begin return $1; end -- $';
