-- asked if enum_type
select 1247, t.oid, 0, '1247:' || t.typarray, null, null, null,
       case when n.nspname <> current_schema() or not pg_type_is_visible(t.oid) then n.nspname end, t.typname, 0,
       labels.labels
from pg_type t
join pg_namespace n on n.oid = t.typnamespace
left join (
    select e.enumtypid, json_agg(e.enumlabel order by e.enumsortorder) as labels
    from pg_enum e
    group by e.enumtypid
) labels on labels.enumtypid = t.oid
where t.typtype = 'e' and t.oid >= 16384
