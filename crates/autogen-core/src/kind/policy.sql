-- asked if policy
select 3256, p.oid, 0, null, 1259, p.polrelid, 0,
       null, p.polname, 0,
       p.polpermissive, p.polcmd,
       (select json_agg(r.rolname order by r.rolname) from pg_roles r where r.oid = any (p.polroles)),
       pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
from pg_policy p
where p.oid >= 16384
