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
type as materialized (
    select d.atttypid, d.atttypmod,
           format_type(d.atttypid, d.atttypmod) as text,
           format_type(b.oid, -1) as base,
           case when b.typcategory = 'A' and b.typelem <> 0 then format_type(b.typelem, -1) end as element,
           case when t.typtype = 'd' then 'd'
                when t.typcategory = 'A' then coalesce(e.typtype, t.typtype)
                else t.typtype end as typtype,
           -- what an array's type is really called goes by what was made before it
           case when e.oid >= 16384 then '_' || e.typname else t.typname end as typname,
           t.typcollation
    from (select distinct atttypid, atttypmod from attribute) d
    join pg_type t on t.oid = d.atttypid
    left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
    join pg_type b on b.oid = case when t.typtype <> 'd' then t.oid else (
        -- a domain may stand on a domain
        with recursive step(oid, typtype) as (
            select u.oid, u.typtype from pg_type u where u.oid = t.typbasetype
            union all
            select u.oid, u.typtype
            from step s
            join pg_type below on below.oid = s.oid
            join pg_type u on u.oid = below.typbasetype
            where s.typtype = 'd'
        )
        select s.oid from step s where s.typtype <> 'd'
    ) end
),
identity as (
    select d.refobjid as attrelid, d.refobjsubid as attnum, c.relname, format_type(s.seqtypid, null) as seqtype, s.*
    from pg_sequence s
    join pg_depend d on d.classid = 1259 and d.objid = s.seqrelid and d.deptype = 'i'
                    and d.refclassid = 1259 and d.refobjsubid > 0
    join pg_class c on c.oid = s.seqrelid
    where d.objid >= 16384
      and false  -- unless identity
)
select 1259, a.attrelid, a.attnum,
       case when a.attgenerated <> '' then (
                select '2604:' || g.oid from pg_attrdef g where g.adrelid = a.attrelid and g.adnum = a.attnum)
            when a.attidentity <> '' then '1259:' || s.seqrelid end,
       1259, a.attrelid, 0,
       null, a.attname, a.attnum,
       t.text, t.base, t.element, t.typtype, t.typname, a.atttypmod,
       a.attnotnull,
       case when a.attcollation <> t.typcollation then (
           select nullif(nullif(n.nspname, 'pg_catalog'), current_schema())
           from pg_collation l join pg_namespace n on n.oid = l.collnamespace
           where l.oid = a.attcollation) end,
       case when a.attcollation <> t.typcollation then (
           select l.collname from pg_collation l where l.oid = a.attcollation) end,
       nullif(a.attidentity, ''), s.relname, s.seqtype, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
       nullif(a.attgenerated, ''),
       case when a.attgenerated <> '' then (
           select pg_get_expr(g.adbin, g.adrelid) from pg_attrdef g where g.adrelid = a.attrelid and g.adnum = a.attnum) end,
       a.inherited
from attribute a
join type t using (atttypid, atttypmod)
left join identity s on s.attrelid = a.attrelid and s.attnum = a.attnum and a.attidentity <> ''
