-- asked if cluster_mark
-- pg_depend knows nothing of it, so that edges.sql makes the edge, to a column number of its own
select 1259, i.indrelid, -2, null, 1259, i.indrelid, 0,
       null, '', 0,
       c.relname
from pg_index i
join pg_class c on c.oid = i.indexrelid
where i.indisclustered and i.indexrelid >= 16384
