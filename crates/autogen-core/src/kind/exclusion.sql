-- asked if exclusion
select 2606, con.oid, 0, '1259:' || con.conindid, 1259, con.conrelid, 0,
       null, con.conname, 0,
       con.conparentid <> 0 or c.relkind = 'p', pg_get_constraintdef(con.oid)
from pg_constraint con
join pg_class c on c.oid = con.conrelid
where con.contype = 'x' and con.oid >= 16384
