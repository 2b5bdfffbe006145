create type span as (since integer, until int4range, note text);
create table shift (id int primary key, span span);
