select 1259, c.oid, 0, '1247:' || c.reltype || ' 1247:' || t.typarray, null, null, null,
       case when n.nspname <> current_schema() or c.relname ~ '^pg_' and not pg_table_is_visible(c.oid) then n.nspname end, c.relname, 0,
       c.relpersistence
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_type t on t.oid = c.reltype
where c.relkind = 'r' and c.relpersistence <> 't' and c.oid >= 16384
  and not c.relispartition and c.reloftype = 0
  and c.oid not in (select inhrelid from pg_inherits union all select inhparent from pg_inherits)
