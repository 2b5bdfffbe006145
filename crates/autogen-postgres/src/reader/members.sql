-- arrays of a member type are members too, which pg_depend does not say
select d.classid, d.objid, d.refobjid from pg_depend d where d.refclassid = 3079 and d.deptype = 'e' and d.objid >= 16384
union all
select 1247, t.typarray, d.refobjid
from pg_depend d
join pg_type t on t.oid = d.objid
where d.refclassid = 3079 and d.deptype = 'e' and d.classid = 1247 and d.objid >= 16384 and t.typarray <> 0
