-- asked if check
select 2606, con.oid, 0, null, 1259, con.conrelid, 0,
       null, con.conname, 0,
       pg_get_expr(con.conbin, con.conrelid), con.connoinherit, con.convalidated,
       not con.conenforced,  -- since 18
       false,  -- until 17
       con.coninhcount > 0 and not con.conislocal
from pg_constraint con
where con.contype = 'c' and con.conrelid <> 0 and con.oid >= 16384
