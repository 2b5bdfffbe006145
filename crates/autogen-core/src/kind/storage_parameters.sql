-- asked if options
select 0, 0, 0, null, 1259, c.oid, 0,
       null, '', 0,
       to_json(coalesce(c.reloptions, '{}') || array(select 'toast.' || o from unnest(t.reloptions) o))
from pg_class c
left join pg_class t on t.oid = c.reltoastrelid and t.reloptions is not null
where c.relkind = 'r' and c.relpersistence <> 't' and c.oid >= 16384
  and (c.reloptions is not null or t.reloptions is not null)
