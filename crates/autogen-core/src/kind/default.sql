select 2604, d.oid, 0, null, 1259, d.adrelid, d.adnum,
       null, '', 0,
       pg_get_expr(d.adbin, d.adrelid)
from pg_attrdef d
join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum and a.attgenerated = ''
join pg_class c on c.oid = d.adrelid and c.relkind = 'r'
where d.oid >= 16384
