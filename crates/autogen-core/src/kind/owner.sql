-- asked if owner
-- a sequence that a column owns has its table's owner; the schema "public" is born with an owner of its own
with object(class, oid, owner) as (
    select 1259, c.oid, c.relowner
    from pg_class c
    where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and c.relpersistence <> 't' and c.oid >= 16384
    union all
    select 1247, t.oid, t.typowner
    from pg_type t left join pg_class c on c.oid = t.typrelid
    where t.oid >= 16384 and t.typtype in ('b', 'c', 'd', 'e', 'r') and coalesce(c.relkind, 'c') = 'c'
      and not (t.typtype = 'b' and t.typcategory = 'A')
    union all select 1255, p.oid, p.proowner from pg_proc p where p.oid >= 16384
    union all select 3456, c.oid, c.collowner from pg_collation c where c.oid >= 16384
    union all select 3381, s.oid, s.stxowner from pg_statistic_ext s where s.oid >= 16384
    union all
    select 2615, n.oid, n.nspowner
    from pg_namespace n
    where n.oid >= 16384 or n.nspname = 'public' and pg_get_userbyid(n.nspowner) <> 'pg_database_owner' and n.nspowner <> 10
),
foreign_object as materialized (
    select o.* from object o where o.owner <> (select r.oid from pg_roles r where r.rolname = current_user)
)
select 0, 0, 0, null, o.class, o.oid, 0,
       null, '', 0,
       pg_get_userbyid(o.owner),
       pg_has_role(o.owner, 'usage')
       and pg_has_role(o.owner, 'set')  -- since 16
from foreign_object o
where not (o.class = 1259 and o.oid in (
    select d.objid from pg_depend d join pg_sequence s on s.seqrelid = d.objid
    where d.classid = 1259 and d.refclassid = 1259 and d.refobjsubid > 0 and d.deptype in ('a', 'i')))
