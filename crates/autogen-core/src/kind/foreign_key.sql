-- Postgres gives the copies that partitions have the column numbers of the table above (`CloneFkReferencing` in
-- `tablecmds.c`), and goes by the key at the top as long as they are copies
with recursive sets as (  -- since 15
    select oid as of, conparentid as above, conrelid, confdelsetcols  -- since 15
    from pg_constraint where confdelsetcols is not null  -- since 15
    union all  -- since 15
    select sets.of, k.conparentid, k.conrelid, k.confdelsetcols  -- since 15
    from sets join pg_constraint k on k.oid = sets.above  -- since 15
)  -- since 15
select 2606, con.oid, 0, null, 1259, con.conrelid, 0,
       null, con.conname, 0,
       con.conrelid, con.conkey, con.confrelid, con.confkey,
       con.confupdtype, con.confdeltype, con.confmatchtype,
       coalesce(sets.conrelid, con.conrelid), sets.confdelsetcols,  -- since 15
       con.conrelid, null,  -- until 14
       con.condeferrable, con.condeferred, con.convalidated,
       not con.conenforced, con.conperiod,  -- since 18
       false, false,  -- until 17
       above.conname
from pg_constraint con
left join pg_constraint above on above.oid = con.conparentid
left join sets on sets.of = con.oid and sets.above = 0  -- since 15
where con.contype = 'f' and con.oid >= 16384
  -- one that refers to a partitioned table has more of them, for each partition that it refers to
  and (con.conparentid = 0 or above.conrelid <> con.conrelid and above.confrelid = con.confrelid)
