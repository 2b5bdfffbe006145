-- asked if composite_type
select 1247, t.oid, 0, '1247:' || t.typarray || ' 1259:' || c.oid, null, null, null,
       case when n.nspname <> current_schema() or not pg_type_is_visible(t.oid) then n.nspname end, t.typname, 0,
       attributes.list
from pg_class c
join pg_type t on t.oid = c.reltype
join pg_namespace n on n.oid = t.typnamespace
left join (
    select a.attrelid, json_agg(json_build_object(
               'name', a.attname, 'data_type', format_type(a.atttypid, a.atttypmod),
               'collation', case when cl.oid is not null then json_build_object(
                   'schema', nullif(nullif(cn.nspname, 'pg_catalog'), current_schema()), 'name', cl.collname) end
           ) order by a.attnum) as list
    from pg_class r
    join pg_attribute a on a.attrelid = r.oid
    join pg_type y on y.oid = a.atttypid
    left join pg_collation cl on cl.oid = a.attcollation and a.attcollation <> y.typcollation
    left join pg_namespace cn on cn.oid = cl.collnamespace
    where r.relkind = 'c' and r.oid >= 16384 and a.attnum > 0 and not a.attisdropped
    group by a.attrelid
) attributes on attributes.attrelid = c.oid
where c.relkind = 'c' and c.oid >= 16384
