-- asked if inheritance
select 2611, i.inhrelid, 0, null, 1259, i.inhrelid, 0,
       null, '', 0,
       array_agg(i.inhparent order by i.inhseqno)
from pg_inherits i
join pg_class c on c.oid = i.inhrelid and not c.relispartition and c.relkind = 'r'
where i.inhrelid >= 16384
group by i.inhrelid
