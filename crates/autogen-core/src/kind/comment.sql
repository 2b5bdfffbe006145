-- asked if comment
-- the comment on the index below a constraint is a part of the constraint under a name of its own, as is that
-- on the constraint of a constraint trigger one of the trigger; that on a column which is no fact of its own is
-- a part of the whole; the default schema and extensions are born with a comment, which counts as none
select 0, 0, 0, null,
       case when k.oid is not null then 2606
            when t.oid is not null then 2620
            when c.relkind = 'c' then 1247
            else d.classoid end,
       coalesce(k.oid, t.oid, nullif(case when c.relkind = 'c' then c.reltype end, 0), d.objoid),
       case when c.relkind in ('v', 'm', 'c') then 0 else d.objsubid end,
       null, case when k.oid is not null then 'index'
            when t.oid is not null then 'constraint'
            when d.objsubid > 0 and c.oid is not null then (
                select a.attname from pg_attribute a where a.attrelid = c.oid and a.attnum = d.objsubid)
            else '' end, 0,
       d.description
from pg_description d
left join pg_constraint k on d.classoid = 1259 and k.conindid = d.objoid and k.contype in ('p', 'u', 'x')
left join pg_constraint s on d.classoid = 2606 and s.oid = d.objoid and s.contype = 't'
left join pg_trigger t on t.tgconstraint = s.oid
left join pg_class c on d.classoid = 1259 and c.oid = d.objoid and c.relkind in ('v', 'm', 'c')
left join pg_extension e on d.classoid = 3079 and e.oid = d.objoid
left join pg_namespace n on d.classoid = 2615 and n.oid = d.objoid
where (d.objoid >= 16384 or d.classoid = 2615 and d.objoid = 2200)
  and (n.nspname is distinct from 'public' or d.description <> 'standard public schema')
  and (e.oid is null or d.description is distinct from
       (select v.comment from pg_available_extensions() v where v.name = e.extname))
