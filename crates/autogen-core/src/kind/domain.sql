-- asked if domain
-- a domain may stand on a domain
with base(typid, basetype) as (
    with recursive step(typid, basetype) as (
        select t.oid, t.typbasetype from pg_type t where t.typtype = 'd'
        union all
        select s.typid, t.typbasetype from step s join pg_type t on t.oid = s.basetype and t.typtype = 'd'
    )
    select s.typid, s.basetype from step s join pg_type t on t.oid = s.basetype and t.typtype <> 'd'
)
select 1247, t.oid, 0, '1247:' || t.typarray, null, null, null,
       case when n.nspname <> current_schema() or not pg_type_is_visible(t.oid) then n.nspname end, t.typname, 0,
       format_type(d.oid, t.typtypmod), format_type(b.oid, -1),
       case when b.typcategory = 'A' and b.typelem <> 0 then format_type(b.typelem, -1) end,
       case when d.typtype = 'd' then 'd' else coalesce(e.typtype, d.typtype) end,
       -- what an array's type is really called goes by what was made before it
       case when e.oid >= 16384 then '_' || e.typname else d.typname end, t.typtypmod,
       t.typnotnull, pg_get_expr(t.typdefaultbin, 0),
       nullif(nullif(cn.nspname, 'pg_catalog'), current_schema()), cl.collname
from pg_type t
join pg_namespace n on n.oid = t.typnamespace
join pg_type d on d.oid = t.typbasetype
left join base on base.typid = d.oid
join pg_type b on b.oid = coalesce(base.basetype, d.oid)
left join pg_type e on e.oid = d.typelem and d.typcategory = 'A'
left join pg_collation cl on cl.oid = t.typcollation and t.typcollation <> d.typcollation
left join pg_namespace cn on cn.oid = cl.collnamespace
where t.typtype = 'd' and t.oid >= 16384
