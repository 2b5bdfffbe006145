with attribute as materialized (
    select a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull, a.attcollation,
           -- the identity of a partition is that of the table above
           case when c.relispartition then '' else a.attidentity end as attidentity,  -- since 17
           a.attidentity,  -- until 16
           a.attgenerated, a.attinhcount > 0 and not a.attislocal as inherited
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid
    where c.relkind in ('r', 'p') and c.relpersistence <> 't' and c.oid >= 16384
      and a.attnum > 0 and not a.attisdropped
),
-- a domain may stand on a domain
base(typid, basetype) as (
    with recursive step(typid, basetype) as (
        select t.oid, t.typbasetype from pg_type t where t.typtype = 'd'
        union all
        select s.typid, t.typbasetype from step s join pg_type t on t.oid = s.basetype and t.typtype = 'd'
    )
    select s.typid, s.basetype from step s join pg_type t on t.oid = s.basetype and t.typtype <> 'd'
),
type as materialized (
    select d.atttypid, d.atttypmod,
           format_type(d.atttypid, d.atttypmod) as text,
           format_type(b.oid, -1) as base,
           case when b.typcategory = 'A' and b.typelem <> 0 then format_type(b.typelem, -1) end as element,
           case when t.typtype = 'd' then 'd' else coalesce(e.typtype, t.typtype) end as typtype,
           t.typname, t.typcollation
    from (select distinct atttypid, atttypmod from attribute) d
    join pg_type t on t.oid = d.atttypid
    left join base on base.typid = t.oid
    join pg_type b on b.oid = coalesce(base.basetype, t.oid)
    left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
),
-- the few columns that need more than their type
special as (
    select a.attrelid, a.attnum,
           coalesce('2604:' || g.oid, '1259:' || s.seqrelid) as also,
           nullif(nullif(cn.nspname, 'pg_catalog'), current_schema()) as collschema, cl.collname,
           c.relname, format_type(s.seqtypid, null) as seqtype, s.seqstart, s.seqincrement, s.seqmin,
           s.seqmax, s.seqcache, s.seqcycle,
           pg_get_expr(g.adbin, g.adrelid) as expression
    from attribute a
    join type t using (atttypid, atttypmod)
    left join pg_collation cl on cl.oid = a.attcollation and a.attcollation <> t.typcollation
    left join pg_namespace cn on cn.oid = cl.collnamespace
    left join pg_depend d on d.refclassid = 1259 and d.refobjid = a.attrelid and d.refobjsubid = a.attnum
                         and d.classid = 1259 and d.deptype = 'i' and a.attidentity <> ''
    left join pg_sequence s on s.seqrelid = d.objid
    left join pg_class c on c.oid = s.seqrelid
    left join pg_attrdef g on g.adrelid = a.attrelid and g.adnum = a.attnum and a.attgenerated <> ''
    where a.attcollation <> t.typcollation or a.attidentity <> '' or a.attgenerated <> ''
)
select 1259, a.attrelid, a.attnum, s.also, 1259, a.attrelid, 0,
       null, a.attname, a.attnum,
       t.text, t.base, t.element, t.typtype, t.typname, a.atttypmod,
       a.attnotnull,
       s.collschema, s.collname,
       nullif(a.attidentity, ''), s.relname, s.seqtype, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
       nullif(a.attgenerated, ''), s.expression, a.inherited
from attribute a
join type t using (atttypid, atttypmod)
left join special s using (attrelid, attnum)
