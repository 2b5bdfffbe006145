-- what goes away with its owner (a serial's sequence) is owned, not dependent; types of rows and
-- arrays stand for their table and element; a constraint's own triggers are never facts; what makes a
-- table stand below another is a fact of its own, as what makes an index is the constraint's
select d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid
from pg_depend d
where d.deptype in ('n', 'a', 'i', 'P', 'S') and d.refobjid >= 2200 and d.objid >= 16384
  and not (d.deptype = 'i' and d.classid in (1247, 2620))
  and not (d.deptype in ('a', 'i') and d.classid = 1259 and d.objid in (select seqrelid from pg_sequence))
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
