-- asked if replica_identity
-- pg_depend knows nothing of the index, so that edges.sql makes the edge, to a column number of its own;
-- an index that is gone leaves what NOTHING says
select 1259, c.oid, -1, null, 1259, c.oid, 0,
       null, '', 0,
       case when c.relreplident = 'i' and x.relname is null then 'n' else c.relreplident end, x.relname
from pg_class c
left join pg_index i on i.indrelid = c.oid and i.indisreplident and c.relreplident = 'i'
left join pg_class x on x.oid = i.indexrelid
where c.relkind in ('r', 'p', 'm') and c.relpersistence <> 't' and c.oid >= 16384 and c.relreplident <> 'd'
