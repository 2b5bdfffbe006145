select 1259, c.oid, 0,
       '1247:' || c.reltype || ' 1247:' || t.typarray, null, null, null,
       case when n.nspname <> (select current_schema()) or c.relname ~ '^pg_' and not pg_table_is_visible(c.oid) then n.nspname end, c.relname, 0,
       c.relpersistence,
       case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end,
       -- the columns of the partition key, in expressions too, cannot go without the table
       case when c.relkind = 'p' then (
           select json_agg(a.attname order by a.attnum)
           from pg_attribute a
           where a.attrelid = c.oid and a.attnum in (
               select d.objsubid from pg_depend d
               where d.classid = 1259 and d.objid = c.oid and d.refclassid = 1259 and d.refobjid = c.oid
                 and d.refobjsubid = 0 and d.deptype = 'i')
       ) end
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_type t on t.oid = c.reltype
where c.relkind in ('r', 'p') and c.relpersistence <> 't' and c.oid >= 16384
  and c.reloftype = 0
