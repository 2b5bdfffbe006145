-- a default refers to no column, so it is deparsed without its table, whose relcache entry would
-- cost more than the rest; that of a view's column, which is no fact, is a part of the view under its name
select 2604, d.oid, 0, null, 1259, d.adrelid, case c.relkind when 'v' then 0 else d.adnum end,
       null, case when c.relkind = 'v' then (
           select a.attname from pg_attribute a where a.attrelid = d.adrelid and a.attnum = d.adnum) else '' end, 0,
       pg_get_expr(d.adbin, 0)
from pg_attrdef d
join pg_class c on c.oid = d.adrelid and c.relkind in ('r', 'p', 'v')
where d.oid >= 16384
  and not exists (select from pg_attribute a where a.attrelid = d.adrelid and a.attnum = d.adnum and a.attgenerated <> '')  -- if generated
