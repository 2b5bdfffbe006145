-- asked if extension
select 3079, e.oid, 0, null, null, null, null,
       null, e.extname, 0,
       nullif(n.nspname, current_schema()), e.extversion, e.extrelocatable
from pg_extension e
join pg_namespace n on n.oid = e.extnamespace
where e.oid >= 16384
