with attribute as (
    select a.attrelid,
           json_agg(json_build_array(a.attname, format_type(a.atttypid, a.atttypmod), n.nspname || '.' || l.collname)
                    order by a.attnum) as columns
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_collation l on l.oid = a.attcollation
    left join pg_namespace n on n.oid = l.collnamespace
    where c.relkind = 'v' and c.relpersistence <> 't' and c.oid >= 16384
    group by a.attrelid
)
select 1259, c.oid, 0,
       '1247:' || c.reltype || ' 1247:' || t.typarray || ' 2618:' || w.oid, null, null, null,
       case when n.nspname <> current_schema() or c.relname ~ '^pg_' and not pg_table_is_visible(c.oid) then n.nspname end, c.relname, 0,
       rtrim(pg_get_viewdef(c.oid), ';'),
       to_json(c.reloptions),
       attribute.columns
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_type t on t.oid = c.reltype
join pg_rewrite w on w.ev_class = c.oid and w.rulename = '_RETURN'
left join attribute on attribute.attrelid = c.oid
where c.relkind = 'v' and c.relpersistence <> 't' and c.oid >= 16384
