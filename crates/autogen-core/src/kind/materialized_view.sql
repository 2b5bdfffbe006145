with attribute as (
    select a.attrelid, json_agg(a.attname order by a.attnum) as columns
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'm' and c.oid >= 16384
    group by a.attrelid
)
select 1259, c.oid, 0,
       '1247:' || c.reltype || ' 1247:' || t.typarray || ' 2618:' || w.oid, null, null, null,
       case when n.nspname <> current_schema() or c.relname ~ '^pg_' and not pg_table_is_visible(c.oid) then n.nspname end, c.relname, 0,
       rtrim(pg_get_viewdef(c.oid), ';'),
       (select json_agg(o) from (
           select unnest(c.reloptions)
           union all
           select 'toast.' || unnest(s.reloptions)
       ) a(o)),
       nullif(m.amname, 'heap'), c.relispopulated, attribute.columns
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_type t on t.oid = c.reltype
join pg_am m on m.oid = c.relam
join pg_rewrite w on w.ev_class = c.oid and w.rulename = '_RETURN'
left join attribute on attribute.attrelid = c.oid
left join pg_class s on s.oid = c.reltoastrelid
where c.relkind = 'm' and c.oid >= 16384
