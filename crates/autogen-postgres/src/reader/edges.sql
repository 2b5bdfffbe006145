-- what goes away with its owner (a serial's sequence) is owned, not dependent, unless the owner is a column
-- of a view, which is no fact; types of rows and arrays stand for their table and element; a constraint's own
-- triggers are never facts; what makes a table stand below another is a fact of its own, as what makes an
-- index is the constraint's; a default is its column's part, and the index below a constraint, a table's rows for
-- long values and a partition key stand for what they are of
select d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid
from pg_depend d
where d.deptype in ('n', 'a', 'i', 'P', 'S') and d.refobjid >= 2200 and d.objid >= 16384
  and not (d.deptype = 'i' and (d.classid in (1247, 2620)
                                or d.classid = 1259 and (d.refclassid = 2606 or d.refclassid = 1259 and d.refobjsubid = 0)))
  and not (d.deptype in ('a', 'i') and d.classid = 2604)
  and not (d.deptype in ('a', 'i') and d.classid = 1259 and d.objid in (select seqrelid from pg_sequence)
           and d.refobjid not in (select oid from pg_class where relkind = 'v'))
  and not (d.deptype = 'P' and d.classid = 2606)
  and not (d.deptype in ('n', 'a') and d.classid = 1259 and d.objsubid = 0 and d.refclassid = 1259 and d.refobjsubid = 0
           and (d.objid, d.refobjid) in (
               select i.inhrelid, i.inhparent
               from pg_inherits i
               join pg_class c on c.oid = i.inhrelid and c.relkind in ('r', 'p')))
union all
select 2611, i.inhrelid, 0, 1259, i.inhparent, 0
from pg_inherits i
join pg_class c on c.oid = i.inhrelid and c.relkind in ('r', 'p')
where i.inhrelid >= 16384
  and false  -- unless inheritance
-- what a partition has from above it loses when it is one no more
union all
select 2620, t.oid, 0, 2611, t.tgrelid, 0
from pg_trigger t
where t.tgparentid <> 0
  and not t.tgisinternal  -- since 15
  and false  -- unless trigger
-- replica_identity.sql and cluster_mark.sql say why
union all
select 1259, i.indrelid, mark.number, 1259, i.indexrelid, 0
from pg_index i
cross join lateral (
    select -1 where i.indisreplident
    union all select -2 where i.indisclustered
) mark(number)
where i.indexrelid >= 16384 and (i.indisreplident or i.indisclustered)
  and false  -- unless replica_identity cluster_mark
union all
-- rows that a materialized view holds as values stand in the way of changes to any column of theirs
-- (`find_composite_type_dependencies` in `tablecmds.c`)
select 1259, a.attrelid, 0, 1259, b.attrelid, b.attnum
from pg_class c
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
join pg_type t on t.oid = a.atttypid
join pg_type r on r.typrelid <> 0 and r.oid = case when t.typcategory = 'A' then t.typelem else t.oid end
join pg_attribute b on b.attrelid = r.typrelid and b.attnum > 0 and not b.attisdropped
where c.relkind = 'm' and c.oid >= 16384
  and false  -- unless materialized_view
