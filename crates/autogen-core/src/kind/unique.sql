-- asked if unique
select 2606, con.oid, 0, '1259:' || con.conindid, 1259, con.conrelid, 0,
       null, con.conname, 0,
       con.conrelid, con.conkey, i.indkey, con.condeferrable, con.condeferred, to_json(c.reloptions),
       con.conperiod,  -- since 18
       false,  -- until 17
       i.indnullsnotdistinct,  -- since 15
       false,  -- until 14
       above.relname
from pg_constraint con
join pg_index i on i.indexrelid = con.conindid
join pg_class c on c.oid = con.conindid
left join pg_inherits h on h.inhrelid = con.conindid
left join pg_class above on above.oid = h.inhparent
where con.contype = 'u' and con.oid >= 16384
