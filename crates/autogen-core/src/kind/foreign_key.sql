select 2606, con.oid, 0, null, 1259, con.conrelid, 0,
       null, con.conname, 0,
       con.conrelid, con.conkey, con.confrelid, con.confkey,
       con.confupdtype, con.confdeltype, con.confmatchtype,
       con.confdelsetcols,  -- since 15
       null,  -- until 14
       con.condeferrable, con.condeferred, con.convalidated,
       not con.conenforced, con.conperiod,  -- since 18
       false, false,  -- until 17
       above.conname
from pg_constraint con
left join pg_constraint above on above.oid = con.conparentid
where con.contype = 'f' and con.oid >= 16384
  -- one that refers to a partitioned table has more of them, for each partition that it refers to
  and (con.conparentid = 0 or above.conrelid <> con.conrelid and above.confrelid = con.confrelid)
