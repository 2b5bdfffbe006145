select 2606, con.oid, 0, '1259:' || con.conindid, 1259, con.conrelid, 0,
       null, con.conname, 0,
       pg_get_constraintdef(con.oid)
from pg_constraint con
where con.contype = 'x' and con.oid >= 16384
