-- asked if inheritance
select 2611, i.inhrelid, 0, null, 1259, i.inhrelid, 0,
       null, '', 0,
       i.inhparent, pg_get_expr(c.relpartbound, c.oid)
from pg_inherits i
join pg_class c on c.oid = i.inhrelid and c.relispartition and c.relkind in ('r', 'p')
where i.inhrelid >= 16384
