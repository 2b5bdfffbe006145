-- asked if extension
select 3079, e.oid, 0, null, null, null, null,
       null, e.extname, 0,
       nullif(n.nspname, current_schema()), e.extversion, e.extrelocatable,
       (select json_agg(distinct m.objects)
        from pg_depend d
        left join pg_class c on d.classid = 1259 and c.oid = d.objid
        cross join lateral (
            select case when d.classid = 1255 then 'functions' when d.classid = 1247 then 'types'
                   when c.relkind = 'S' then 'sequences' when c.relkind in ('r', 'p', 'v', 'm', 'f') then 'tables' end
        ) m(objects)
        where d.refclassid = 3079 and d.refobjid = e.oid and d.deptype = 'e' and m.objects is not null)
from pg_extension e
join pg_namespace n on n.oid = e.extnamespace
where e.oid >= 16384
