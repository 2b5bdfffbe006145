-- relations with a column or key that has options or a collation of its own
with odd as materialized (
    select a.attrelid from pg_attribute a
    where a.attrelid >= 16384 and (a.attoptions is not null or a.attcollation not in (0, 100))
      and false  -- unless key_settings
),
-- those with an expression that has the default collation against its own
turned as materialized (
    select i.indexrelid
    from pg_index i
    where i.indexrelid >= 16384 and i.indexprs is not null and i.indrelid in (select attrelid from odd)
      and 100 = any (i.indcollation::oid[]) and pg_get_indexdef(i.indexrelid) like '% COLLATE %"default"%'
),
-- only the keys that say more than a column or expression
special as (
    select i.indexrelid,
           json_object_agg(k.n, json_build_object(
               'opclass', case when not oc.opcdefault or o.attoptions is not null then json_build_array(nullif(nullif(ocn.nspname, 'pg_catalog'), current_schema()), oc.opcname) end,
               'options', o.attoptions,
               'collation', case when k.coll <> coalesce(a.attcollation, 100) or k.attnum = 0 and k.coll = 100 and i.indexrelid in (select indexrelid from turned) then json_build_array(nullif(nullif(cn.nspname, 'pg_catalog'), current_schema()), cl.collname) end
           )) as keys
    from pg_index i
    cross join lateral unnest(i.indclass::oid[], i.indcollation::oid[], i.indkey::int2[])
        with ordinality k(opclass, coll, attnum, n)
    join pg_opclass oc on oc.oid = k.opclass
    join pg_namespace ocn on ocn.oid = oc.opcnamespace
    join pg_attribute o on o.attrelid = i.indexrelid and o.attnum = k.n
    left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum and k.attnum > 0
    left join pg_collation cl on cl.oid = k.coll
    left join pg_namespace cn on cn.oid = cl.collnamespace
    where i.indexrelid >= 16384
      and false  -- unless key_settings
      and (i.indclass::oid[] && array(select oid from pg_opclass where not opcdefault)
           or i.indexrelid in (select attrelid from odd) or i.indrelid in (select attrelid from odd))
      and (not oc.opcdefault or o.attoptions is not null
           or (k.coll <> 0 and k.coll <> coalesce(a.attcollation, 100))
           or k.attnum = 0 and k.coll = 100 and i.indexrelid in (select indexrelid from turned))
    group by i.indexrelid
)
select 1259, i.indexrelid, 0, null, 1259, i.indrelid, 0,
       null, c.relname, 0,
       am.amname, i.indisunique,
       i.indnullsnotdistinct,  -- since 15
       false,  -- until 14
       i.indrelid, i.indnkeyatts, case when t.relkind <> 'm' then i.indkey end,
       -- the columns of a materialized view are no facts, so they are named here
       case when t.relkind = 'm' then (
           select json_agg(a.attname order by k.n)
           from unnest(i.indkey::int2[]) with ordinality k(attnum, n)
           left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum and k.attnum > 0
       ) end,
       i.indoption,
       case when i.indexprs is not null then (
           select json_agg(pg_get_indexdef(i.indexrelid, n, false) order by n)
           from generate_series(1, i.indnkeyatts::integer) n
       ) end,
       -- what Postgres calls keys of an expression, which the names that it makes up for indexes go by
       case when i.indexprs is not null and above.oid is not null then (
           select json_agg(a.attname order by a.attnum) from pg_attribute a where a.attrelid = i.indexrelid
       ) end,
       special.keys,
       pg_get_expr(i.indpred, i.indrelid), to_json(c.reloptions), i.indisvalid, c.relkind = 'I', above.relname
from pg_index i
join pg_class t on t.oid = i.indrelid and t.relkind in ('r', 'p', 'm')
join pg_class c on c.oid = i.indexrelid
join pg_am am on am.oid = c.relam
left join special on special.indexrelid = i.indexrelid
left join pg_inherits h on h.inhrelid = i.indexrelid
left join pg_class above on above.oid = h.inhparent
where i.indexrelid >= 16384
  and not exists (select from pg_constraint con where con.conindid = i.indexrelid and con.contype in ('p', 'u', 'x'))
