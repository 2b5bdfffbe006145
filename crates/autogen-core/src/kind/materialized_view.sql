-- asked if materialized_view
with attribute as (
    select a.attrelid, json_agg(a.attname order by a.attnum) as columns
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'm' and c.oid >= 16384
    group by a.attrelid
),
-- by their own type or an array of it
held as (
    select a.attrelid, json_agg(distinct r.typrelid::int8 order by r.typrelid::int8) as tables
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    join pg_type r on r.typrelid <> 0 and r.oid = case when t.typcategory = 'A' then t.typelem else t.oid end
    join pg_class b on b.oid = r.typrelid and b.relkind in ('r', 'p')
    where c.relkind = 'm' and c.oid >= 16384
    group by a.attrelid
),
definition as materialized (
    select w.ev_class, w.oid as rule, rtrim(pg_get_viewdef(w.ev_class), ';') as query
    from pg_class c
    join pg_rewrite w on w.ev_class = c.oid and w.rulename = '_RETURN'
    where c.relkind = 'm' and c.oid >= 16384
)
select 1259, c.oid, 0,
       '1247:' || c.reltype || ' 1247:' || t.typarray || ' 2618:' || d.rule, null, null, null,
       case when n.nspname <> current_schema() or c.relname ~ '^pg_' and not pg_table_is_visible(c.oid) then n.nspname end, c.relname, 0,
       d.query,
       -- a list of aliases counts the columns of its table
       case when d.query ~ '(FROM|JOIN|ONLY|,)\s+("([^"]|"")+"|[[:alnum:]_$]+)(\.("([^"]|"")+"|[[:alnum:]_$]+))?\s+("([^"]|"")+"|[[:alnum:]_$]+)\(' then (
           select json_agg(json_build_array(p.name, p.columns) order by p.name)
           from (
               select r.oid::regclass::text as name, json_agg(a.attname order by a.attnum) as columns
               from (select distinct refobjid from pg_depend where classid = 2618 and objid = d.rule and refclassid = 1259) u
               join pg_class r on r.oid = u.refobjid and r.relkind in ('r', 'p', 'f')
               join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
               group by r.oid
           ) p
       ) end,
       (select json_agg(o) from (
           select unnest(c.reloptions)
           union all
           select 'toast.' || unnest(s.reloptions)
       ) a(o)),
       nullif(m.amname, 'heap'), c.relispopulated, attribute.columns, held.tables
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_type t on t.oid = c.reltype
join pg_am m on m.oid = c.relam
join definition d on d.ev_class = c.oid
left join attribute on attribute.attrelid = c.oid
left join held on held.attrelid = c.oid
left join pg_class s on s.oid = c.reltoastrelid
