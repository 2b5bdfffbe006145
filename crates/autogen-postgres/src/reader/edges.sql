-- what goes away with its owner (a serial's sequence) is owned, not dependent; types of rows and
-- arrays stand for their table and element
select d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid
from pg_depend d
left join pg_class s on d.classid = 1259 and s.oid = d.objid and s.relkind = 'S' and d.deptype in ('a', 'i')
where d.deptype in ('n', 'a', 'i', 'P', 'S') and d.refobjid >= 2200
  and not (d.classid = 1247 and d.deptype = 'i')
  and s.oid is null
