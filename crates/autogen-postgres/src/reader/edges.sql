-- what goes away with its owner (a serial's sequence) is owned, not dependent, unless the owner is a column
-- of a view, which is no fact; types of rows and arrays stand for their table and element; a constraint's own
-- triggers are never facts
select d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid
from pg_depend d
where d.deptype in ('n', 'a', 'i', 'P', 'S') and d.refobjid >= 2200 and d.objid >= 16384
  and not (d.deptype = 'i' and d.classid in (1247, 2620))
  and not (d.deptype in ('a', 'i') and d.classid = 1259 and d.objid in (select seqrelid from pg_sequence)
           and d.refobjid not in (select oid from pg_class where relkind = 'v'))
-- replica_identity.sql and cluster_mark.sql say why
union all
select 1259, i.indrelid, mark.number, 1259, i.indexrelid, 0
from pg_index i
cross join lateral (
    select -1 where i.indisreplident
    union all select -2 where i.indisclustered
) mark(number)
where i.indexrelid >= 16384 and (i.indisreplident or i.indisclustered)
