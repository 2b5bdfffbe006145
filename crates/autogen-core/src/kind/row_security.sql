-- asked if row_security
select 0, 0, 0, null, 1259, c.oid, 0,
       null, '', 0,
       c.relrowsecurity, c.relforcerowsecurity
from pg_class c
where (c.relrowsecurity or c.relforcerowsecurity) and c.oid >= 16384
