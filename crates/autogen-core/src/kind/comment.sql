-- the comment on the index below a constraint is a part of the constraint under a name of its own; the
-- default schema is born with a comment, which counts as none
select 0, 0, 0, null,
       case when k.oid is null then d.classoid else 2606 end, coalesce(k.oid, d.objoid), d.objsubid,
       null, case when k.oid is null then '' else 'index' end, 0,
       d.description
from pg_description d
left join pg_constraint k on d.classoid = 1259 and k.conindid = d.objoid and k.contype in ('p', 'u', 'x')
left join pg_namespace n on d.classoid = 2615 and n.oid = d.objoid
where d.classoid in (1259, 1247, 2606, 2615) and (d.objoid >= 16384 or d.objoid = 2200)
  and (n.nspname is distinct from 'public' or d.description <> 'standard public schema')
