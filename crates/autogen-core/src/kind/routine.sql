-- asked if routine
-- what was made for a type (the constructors of a range) is a part of that type
select 1255, p.oid, 0, null, null, null, null,
       case when n.nspname <> current_schema() or not pg_function_is_visible(p.oid) then n.nspname end, p.proname, 0,
       oidvectortypes(p.proargtypes),
       (select json_agg(json_build_object(
               'mode', coalesce(p.proargmodes[a.n]::text, 'i'),
               'name', coalesce(p.proargnames[a.n], ''),
               'data_type', format_type(a.type, null),
               'default', case when p.pronargdefaults > 0 then pg_get_function_arg_default(p.oid, a.n::integer) end
           ) order by a.n)
        from unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) with ordinality a(type, n)),
       p.proretset, case when p.prokind = 'f' then format_type(p.prorettype, null) end,
       l.lanname,
       to_json(array_remove(array[
           case p.provolatile when 'i' then 'immutable' when 's' then 'stable' end,
           case when p.proisstrict then 'strict' end,
           case when p.prosecdef then 'security definer' end,
           case when p.proleakproof then 'leakproof' end,
           case p.proparallel when 's' then 'parallel safe' when 'r' then 'parallel restricted' end,
           case when p.procost <> case when l.lanname in ('internal', 'c') then 1 else 100 end then 'cost ' || p.procost end,
           case when p.proretset and p.prorows <> 1000 then 'rows ' || p.prorows end,
           case when p.prosupport::oid <> 0 then 'support ' || p.prosupport end,
           (select 'transform ' || string_agg('for type ' || format_type(t.type, null), ', ' order by t.n)
            from unnest(p.protrftypes) with ordinality t(type, n))
       ], null)),
       to_json(p.proconfig),
       p.oid in (select d.objid from pg_depend d where d.classid = 1255 and d.refclassid = 1255 and d.refobjid = d.objid),
       p.probin, p.prosrc,
       pg_get_function_sqlbody(p.oid)  -- since 14
       null  -- until 13
from pg_proc p
join pg_namespace n on n.oid = p.pronamespace
join pg_language l on l.oid = p.prolang
where p.oid >= 16384
  and p.oid not in (select d.objid from pg_depend d where d.classid = 1255 and d.deptype = 'i')
