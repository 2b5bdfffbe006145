-- asked if column_settings
-- a materialized view's column is no fact of its own, so that its settings are a part of the whole
select 0, 0, 0, null, 1259, a.attrelid, case c.relkind when 'm' then 0 else a.attnum end,
       null, case c.relkind when 'm' then a.attname else '' end, 0,
       case when a.attstorage <> t.typstorage then a.attstorage end, t.typstorage,
       nullif(a.attcompression, ''),  -- since 14
       null,  -- until 13
       nullif(a.attstattarget, -1), to_json(a.attoptions)
from pg_class c
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
join pg_type t on t.oid = a.atttypid
where c.relkind in ('r', 'p', 'm') and c.relpersistence <> 't' and c.oid >= 16384
  -- the few that can differ, before types are joined
  and (a.attlen = -1 or a.attoptions is not null or coalesce(a.attstattarget, -1) <> -1)
  and (a.attstorage <> t.typstorage or a.attoptions is not null
       or a.attcompression <> ''  -- since 14
       or coalesce(a.attstattarget, -1) <> -1)
