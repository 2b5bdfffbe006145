-- asked if domain_check
select 2606, con.oid, 0, null, 1247, con.contypid, 0,
       null, con.conname, 0,
       pg_get_expr(con.conbin, 0), con.convalidated
from pg_constraint con
where con.contype = 'c' and con.contypid <> 0 and con.oid >= 16384
