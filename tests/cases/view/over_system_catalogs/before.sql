create view sizes as select c.oid::regclass as relation, c.reltuples from pg_class c where c.relkind = 'r';
create view settings as select name, setting from pg_settings;
create view answer as select 42 as value;
