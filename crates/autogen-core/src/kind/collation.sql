-- asked if collation
select 3456, c.oid, 0, null, null, null, null,
       case when n.nspname <> current_schema() or not pg_collation_is_visible(c.oid) then n.nspname end, c.collname, 0,
       c.collprovider, c.collisdeterministic,
       c.collcollate, c.collctype, null, null  -- until 14
       c.collcollate, c.collctype, c.colliculocale, null  -- since 15 -- until 15
       c.collcollate, c.collctype, c.colliculocale, c.collicurules  -- since 16 -- until 16
       c.collcollate, c.collctype, c.colllocale, c.collicurules  -- since 17
from pg_collation c
join pg_namespace n on n.oid = c.collnamespace
where c.oid >= 16384
