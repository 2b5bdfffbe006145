-- asked if range_type
-- the functions that construct values stand for their type, as does its multirange
select 1247, t.oid, 0,
       concat_ws(' ', '1247:' || t.typarray,
           '1247:' || m.oid, '1247:' || m.typarray,  -- since 14
           functions.addresses),
       null, null, null,
       case when n.nspname <> current_schema() or not pg_type_is_visible(t.oid) then n.nspname end, t.typname, 0,
       format_type(r.rngsubtype, null),
       nullif(nullif(ocn.nspname, 'pg_catalog'), current_schema()), case when not oc.opcdefault then oc.opcname end,
       nullif(nullif(cn.nspname, 'pg_catalog'), current_schema()), cl.collname,
       nullif(r.rngcanonical, 0)::regproc,
       nullif(nullif(fn.nspname, 'pg_catalog'), current_schema()), f.proname,
       case when mn.nspname <> current_schema() then mn.nspname end, m.typname  -- since 14
       null, null  -- until 13
from pg_range r
join pg_type t on t.oid = r.rngtypid
join pg_namespace n on n.oid = t.typnamespace
join pg_type s on s.oid = r.rngsubtype
join pg_opclass oc on oc.oid = r.rngsubopc
join pg_namespace ocn on ocn.oid = oc.opcnamespace
left join pg_collation cl on cl.oid = r.rngcollation and r.rngcollation <> s.typcollation
left join pg_namespace cn on cn.oid = cl.collnamespace
left join pg_proc f on f.oid = r.rngsubdiff
left join pg_namespace fn on fn.oid = f.pronamespace
left join pg_type m on m.oid = r.rngmultitypid  -- since 14
left join pg_namespace mn on mn.oid = m.typnamespace  -- since 14
left join (
    select d.refobjid, string_agg(distinct '1255:' || d.objid, ' ') as addresses
    from pg_depend d
    where d.classid = 1255 and d.refclassid = 1247 and d.objid >= 16384
      and exists (select from pg_depend i where i.classid = 1255 and i.objid = d.objid and i.refclassid = 1247 and i.deptype = 'i')
    group by d.refobjid
) functions on functions.refobjid = t.oid
where t.oid >= 16384
