-- asked if sequence
select 1259, c.oid, 0, null, null, null, null,
       case when n.nspname <> current_schema() or c.relname ~ '^pg_' and not pg_table_is_visible(c.oid) then n.nspname end, c.relname, 0,
       c.relpersistence, format_type(s.seqtypid, null),
       s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
       d.refobjid, d.refobjsubid
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_sequence s on s.seqrelid = c.oid
left join pg_depend d on d.classid = 1259 and d.objid = c.oid and d.deptype in ('a', 'i')
                     and d.refclassid = 1259 and d.refobjsubid > 0
where c.relkind = 'S' and c.relpersistence <> 't' and c.oid >= 16384
  and d.deptype is distinct from 'i'
