-- asked if trigger
-- those of a constraint are no objects of their own; before 15 what a partition has from above counts as internal too
with trigger as materialized (
    select t.*
    from pg_trigger t
    where (not t.tgisinternal or t.tgparentid <> 0) and t.oid >= 16384
      and not t.tgisinternal  -- since 15
),
updated as (
    select t.oid, json_agg(a.attname order by c.n) as columns
    from trigger t
    cross join lateral unnest(t.tgattr::int2[]) with ordinality c(attnum, n)
    join pg_attribute a on a.attrelid = t.tgrelid and a.attnum = c.attnum
    group by t.oid
),
-- each argument ends with a zero byte, which no text can hold
argument as (
    select t.oid, json_agg(convert_from(decode(a.hex[1], 'hex'), getdatabaseencoding()) order by a.n) as list
    from trigger t
    cross join lateral regexp_matches(encode(t.tgargs, 'hex'), '((?:(?!00)..)*)00', 'g') with ordinality a(hex, n)
    where t.tgnargs > 0
    group by t.oid
)
select 2620, t.oid, 0, null, 1259, t.tgrelid, 0,
       null, t.tgname, 0,
       t.tgtype, updated.columns, nullif(t.tgconstrrelid, 0)::regclass,
       t.tgconstraint <> 0, t.tgdeferrable, t.tginitdeferred,
       t.tgoldtable, t.tgnewtable,
       case when t.tgqual is not null then pg_get_triggerdef(t.oid) end,
       case when not pg_function_is_visible(p.oid) then n.nspname end, p.proname, argument.list,
       t.tgenabled, above.tgname
from trigger t
join pg_proc p on p.oid = t.tgfoid
join pg_namespace n on n.oid = p.pronamespace
left join updated on updated.oid = t.oid
left join argument on argument.oid = t.oid
left join pg_trigger above on above.oid = t.tgparentid
