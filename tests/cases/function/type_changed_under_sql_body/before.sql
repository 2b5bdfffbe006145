create table t (id int primary key, name varchar(20), n int, other int);
create function names(lowest integer) returns setof text language sql stable begin atomic select name from t where n > lowest; end;
create function count_names() returns bigint language sql return (select count(*) from names(1));
create function ids() returns setof integer language sql begin atomic select id from t; end;
create function by_text() returns setof integer language sql as $$ select n from t $$;
comment on function names(integer) is 'all names';
