select 2606, con.oid, 0, null, 1259, con.conrelid, 0,
       null, con.conname, 0,
       con.conrelid, con.conkey, con.confrelid, con.confkey,
       con.confupdtype, con.confdeltype, con.confmatchtype,
       con.confdelsetcols,  -- since 15
       null,  -- until 14
       con.condeferrable, con.condeferred, con.convalidated
from pg_constraint con
where con.contype = 'f' and con.conparentid = 0 and con.oid >= 16384
