with relation as (
    select c.oid, c.reltype, c.relkind
    from pg_class c
    where c.oid >= 16384 and c.relpersistence <> 't'
      and (c.relkind = 'f'
           or c.relkind in ('r', 'p') and c.reloftype <> 0)
),
-- the cast that a range type brings along, to its multirange
inner_part as materialized (
    select d.objid from pg_depend d
    where d.classid = 2605 and d.refclassid = 1247 and d.deptype = 'i' and d.objid >= 16384
),
object(class, oid, also) as (
    select 1259, r.oid,
           (select string_agg(address, ' ') from (
               select '1247:' || r.reltype where r.reltype <> 0
               union all select '2606:' || k.oid from pg_constraint k where k.conrelid = r.oid
               union all select '2604:' || d.oid from pg_attrdef d where d.adrelid = r.oid
               union all select '1259:' || i.indexrelid from pg_index i where i.indrelid = r.oid
           ) a(address))
    from relation r
    union all
    select 1247, t.oid,
           (select string_agg(address, ' ') from (
               select '1247:' || t.typarray where t.typarray <> 0
           ) a(address))
    from pg_type t
    where t.oid >= 16384 and t.typtype = 'b' and t.typcategory <> 'A'
    union all select 1255, p.oid, null from pg_proc p where p.prokind in ('a', 'w') and p.oid >= 16384
    union all select 2620, t.oid, null from pg_trigger t where not t.tgisinternal and t.tgparentid = 0 and t.tgrelid in (select r.oid from relation r)
    union all select 3256, p.oid, null from pg_policy p where p.polrelid in (select oid from relation)
    union all select 2618, r.oid, null from pg_rewrite r where r.rulename <> '_RETURN' and r.oid >= 16384
    union all select 2617, o.oid, null from pg_operator o where o.oid >= 16384
    union all select 2616, o.oid, null from pg_opclass o where o.oid >= 16384
    union all select 2753, o.oid, null from pg_opfamily o where o.oid >= 16384
    union all select 2605, c.oid, null from pg_cast c where c.oid >= 16384 and c.oid not in (select objid from inner_part)
    union all select 2607, c.oid, null from pg_conversion c where c.oid >= 16384
    union all select 2612, l.oid, null from pg_language l where l.oid >= 16384
    union all select 2601, a.oid, null from pg_am a where a.oid >= 16384
    union all select 3576, t.oid, null from pg_transform t where t.oid >= 16384
    union all select 3602, t.oid, null from pg_ts_config t where t.oid >= 16384
    union all select 3600, t.oid, null from pg_ts_dict t where t.oid >= 16384
    union all select 3601, t.oid, null from pg_ts_parser t where t.oid >= 16384
    union all select 3764, t.oid, null from pg_ts_template t where t.oid >= 16384
    union all select 3466, e.oid, null from pg_event_trigger e where e.oid >= 16384
    union all select 6104, p.oid, null from pg_publication p where p.oid >= 16384
    -- a column that it lists or filters by cannot be dropped
    union all select 6106, r.oid, null from pg_publication_rel r where r.prattrs is not null or r.prqual is not null  -- since 15
    union all select 3381, s.oid, null from pg_statistic_ext s where s.oid >= 16384
    union all select 2328, f.oid, null from pg_foreign_data_wrapper f where f.oid >= 16384
    union all select 1417, s.oid, null from pg_foreign_server s where s.oid >= 16384
),
-- what is not modelled about objects that are; it goes away with them
feature(class, oid, sub, what) as (
    select 1259, c.oid, 0, f.what
    from pg_class c
    cross join lateral (
        select 'tablespace' where c.reltablespace <> 0
        union all select 'access method' where c.relkind = 'r' and c.relam <> 2
    ) f(what)
    where c.oid >= 16384 and c.relkind in ('r', 'p', 'm', 'S', 'i', 'I') and c.relpersistence <> 't'
      and (c.reltablespace <> 0 or c.relkind = 'r' and c.relam <> 2)
    union all select 1259, con.conrelid, con.conkey[1], 'not-null constraint that is not valid' from pg_constraint con where con.contype = 'n' and not con.convalidated and con.conrelid >= 16384  -- since 18
    union all select 1259, con.conrelid, con.conkey[1], 'not-null constraint that is not inherited' from pg_constraint con where con.contype = 'n' and con.connoinherit and con.conrelid >= 16384  -- since 18
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
),
-- grants on an extension's members, which go away with it
member(extension, class, oid) as (
    select d.refobjid, d.classid, d.objid
    from pg_depend d
    left join pg_class c on d.classid = 1259 and c.oid = d.objid
    left join pg_proc p on d.classid = 1255 and p.oid = d.objid
    left join pg_type t on d.classid = 1247 and t.oid = d.objid
    left join pg_namespace n on d.classid = 2615 and n.oid = d.objid
    left join pg_init_privs i on i.classoid = d.classid and i.objoid = d.objid and i.objsubid = 0
    where d.deptype = 'e' and d.refclassid = 3079
      and coalesce(c.relacl, p.proacl, t.typacl, n.nspacl) is distinct from i.initprivs
)
select o.class, o.oid, 0, o.also, null,
       i.type || ' ' || i.identity
from object o
cross join lateral pg_identify_object(o.class, o.oid, 0) i
union all
select f.class, f.oid, f.sub, null, f.what, i.type || ' ' || i.identity
from feature f
cross join lateral pg_identify_object(f.class, f.oid, f.sub) i
union all
select 3079, m.extension, 0, null, 'grants on ' || i.type || ' ' || i.identity, e.type || ' ' || e.identity
from member m
cross join lateral pg_identify_object(m.class, m.oid, 0) i
cross join lateral pg_identify_object(3079, m.extension, 0) e
union all
select 1259, r.prrelid, 0, null, 'membership in publication ' || p.pubname, i.type || ' ' || i.identity
from pg_publication_rel r
join pg_publication p on p.oid = r.prpubid
cross join lateral pg_identify_object(1259, r.prrelid, 0) i
