select 0, 0, 0, null, d.classoid, d.objoid, d.objsubid,
       null, '', 0,
       d.description
from pg_description d
where d.classoid in (1259, 1247, 2606, 2615)
  and (d.objoid >= 16384 or d.classoid = 2615 and d.objoid = 2200 and d.description <> 'standard public schema')
