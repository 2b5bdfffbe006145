with attribute as materialized (
    select a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull, a.attcollation,
           a.attidentity, a.attgenerated, a.atthasdef
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and c.relpersistence <> 't' and c.oid >= 16384
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
           coalesce(e.typtype, t.typtype) as typtype,
           t.typname, t.typcollation
    from (select distinct atttypid, atttypmod from attribute) d
    join pg_type t on t.oid = d.atttypid
    left join base on base.typid = t.oid
    join pg_type b on b.oid = coalesce(base.basetype, t.oid)
    left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
),
identity as (
    select d.refobjid, d.refobjsubid, s.seqrelid, c.relname, s.seqstart, s.seqincrement, s.seqmin,
           s.seqmax, s.seqcache, s.seqcycle, format_type(s.seqtypid, null) as seqtype
    from attribute a
    join pg_depend d on d.refclassid = 1259 and d.refobjid = a.attrelid and d.refobjsubid = a.attnum
                    and d.classid = 1259 and d.deptype = 'i'
    join pg_sequence s on s.seqrelid = d.objid
    join pg_class c on c.oid = s.seqrelid
    where a.attidentity <> ''
),
generated as (
    select d.oid, d.adrelid, d.adnum, pg_get_expr(d.adbin, d.adrelid) as expression
    from attribute a
    join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attgenerated <> ''
)
select 1259, a.attrelid, a.attnum, coalesce('2604:' || g.oid, '1259:' || i.seqrelid), 1259, a.attrelid, 0,
       null, a.attname, a.attnum,
       t.text, t.base, t.element, t.typtype, t.typname, a.atttypmod,
       a.attnotnull,
       case when a.attcollation <> t.typcollation then nullif(nullif(cn.nspname, 'pg_catalog'), current_schema()) end,
       case when a.attcollation <> t.typcollation then cl.collname end,
       nullif(a.attidentity, ''), i.relname, i.seqtype, i.seqstart, i.seqincrement, i.seqmin, i.seqmax, i.seqcache, i.seqcycle,
       nullif(a.attgenerated, ''), g.expression
from attribute a
join type t using (atttypid, atttypmod)
left join identity i on i.refobjid = a.attrelid and i.refobjsubid = a.attnum
left join generated g on g.adrelid = a.attrelid and g.adnum = a.attnum
left join pg_collation cl on cl.oid = a.attcollation and a.attcollation <> t.typcollation
left join pg_namespace cn on cn.oid = cl.collnamespace
order by a.attrelid, a.attnum
