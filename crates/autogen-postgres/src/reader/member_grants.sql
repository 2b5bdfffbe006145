-- grants on an extension's members, which go away with it
with member(extension, class, oid) as (
    select d.refobjid, d.classid, d.objid
    from pg_depend d
    left join pg_init_privs i on i.classoid = d.classid and i.objoid = d.objid and i.objsubid = 0
    where d.deptype = 'e' and d.refclassid = 3079
      and case d.classid
              when 1259 then (select c.relacl from pg_class c where c.oid = d.objid)
              when 1255 then (select p.proacl from pg_proc p where p.oid = d.objid)
              when 1247 then (select t.typacl from pg_type t where t.oid = d.objid)
              when 2615 then (select n.nspacl from pg_namespace n where n.oid = d.objid)
          end is distinct from i.initprivs
)
select 3079, m.extension, 0, null, 'grants on ' || i.type || ' ' || i.identity, e.type || ' ' || e.identity
from member m
cross join lateral pg_identify_object(m.class, m.oid, 0) i
cross join lateral pg_identify_object(3079, m.extension, 0) e
