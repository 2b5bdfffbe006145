-- asked if feature
-- what is not modelled about objects that are; it goes away with them
with feature(class, oid, sub, what) as (
    select 1259, c.oid, 0, f.what
    from pg_class c
    cross join lateral (
        select 'tablespace' where c.reltablespace <> 0
        union all select 'access method' where c.relkind = 'r' and c.relam <> 2
    ) f(what)
    where c.oid >= 16384 and c.relkind in ('r', 'p', 'm', 'S', 'i', 'I') and c.relpersistence <> 't'
      and (c.reltablespace <> 0 or c.relkind = 'r' and c.relam <> 2)
    union all
    select 1259, k.conrelid, k.conkey[1],
           'not-null constraint that is not ' || case when k.convalidated then 'inherited' else 'valid' end
    from pg_constraint k
    where k.contype = 'n' and (k.connoinherit or not k.convalidated) and k.conrelid >= 16384
    union all
    select 1259, a.attrelid, a.attnum, 'grants by others than the owner'
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'v', 'm') and c.relpersistence <> 't'
    where a.attacl is not null and a.attrelid >= 16384
      and exists (select from aclexplode(a.attacl) x where x.grantor <> c.relowner)
    -- grants that are no facts: of the sequence of an identity, of a row type, and by others than the owner
    union all
    select 1259, c.oid, 0, 'grants'
    from pg_class c
    where c.relkind = 'S' and c.relacl is not null and c.oid >= 16384
      and c.oid in (select d.objid from pg_depend d where d.classid = 1259 and d.refclassid = 1259 and d.deptype = 'i' and d.refobjsubid > 0)
    union all
    select 1247, t.oid, 0, 'grants'
    from pg_type t join pg_class c on c.oid = t.typrelid and c.relkind <> 'c'
    where t.typacl is not null and t.oid >= 16384
    union all
    select a.class, a.oid, a.sub, 'grants by others than the owner'
    from (
        select 1259, c.oid, 0, c.relowner, c.relacl from pg_class c where c.relacl is not null and c.oid >= 16384
        union all select 1255, p.oid, 0, p.proowner, p.proacl from pg_proc p where p.proacl is not null and p.oid >= 16384
        union all select 1247, t.oid, 0, t.typowner, t.typacl from pg_type t where t.typacl is not null and t.oid >= 16384
        union all select 2615, n.oid, 0, n.nspowner, n.nspacl from pg_namespace n where n.nspacl is not null and n.oid >= 16384
    ) a(class, oid, sub, owner, acl)
    where exists (select from aclexplode(a.acl) x where x.grantor <> a.owner)
)
select f.class, f.oid, f.sub, null, f.what, i.type || ' ' || i.identity
from feature f
cross join lateral pg_identify_object(f.class, f.oid, f.sub) i
union all
select 1259, r.prrelid, 0, null, 'membership in publication ' || p.pubname, i.type || ' ' || i.identity
from pg_publication_rel r
join pg_publication p on p.oid = r.prpubid
cross join lateral pg_identify_object(1259, r.prrelid, 0) i
