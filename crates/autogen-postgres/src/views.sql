with recursive relation as (
  select c.oid, n.nspname, c.relname, c.relkind, c.relispopulated,
         -- before 14, 0 stood for not known too
         case when c.reltuples >= 0
             and (c.relpages > 0 or current_setting('server_version_num')::integer >= 140000)
           then c.reltuples::int8 end as rows
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('v', 'm')
    and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    and not exists (
      select from pg_depend d
      where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
), step(oid, class, needed) as (
  select r.ev_class, d.refclassid, d.refobjid
  from pg_rewrite r
  join relation on relation.oid = r.ev_class
  join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
  where r.rulename = '_RETURN' and d.refobjid <> r.ev_class
    and d.refclassid in ('pg_class'::regclass, 'pg_proc'::regclass)
  union
  -- what a function reads that is written in SQL and parsed
  select step.oid, d.refclassid, d.refobjid
  from step
  join pg_depend d on d.classid = 'pg_proc'::regclass and d.objid = step.needed
  where step.class = 'pg_proc'::regclass
    and d.refclassid in ('pg_class'::regclass, 'pg_proc'::regclass)
), reads as (
  select step.oid,
         json_agg(json_build_array(n.nspname, c.relname, c.relkind)
                  order by n.nspname collate "C", c.relname collate "C") as list
  from step
  join pg_class c on step.class = 'pg_class'::regclass and c.oid = step.needed
  join pg_namespace n on n.oid = c.relnamespace
  where step.needed <> step.oid
  group by step.oid
), indexes as (
  select i.indrelid as oid,
         json_agg(json_build_array(c.relname, i.indisunique,
           -- is_usable_unique_index() of matview.c
           i.indisunique and i.indimmediate and i.indisvalid and i.indpred is null
             and a.amname = 'btree' and i.indnatts > 0 and not 0 = any (i.indkey::int2[]))
                  order by c.relname collate "C") as list
  from pg_index i
  join pg_class c on c.oid = i.indexrelid
  join pg_am a on a.oid = c.relam
  where i.indrelid in (select oid from relation)
  group by i.indrelid
)
select json_build_object(
         'schema', relation.nspname,
         'name', relation.relname,
         'materialized', relation.relkind = 'm',
         'populated', relation.relispopulated,
         -- one that is being refreshed is locked, and would be waited for
         'bytes', case when relation.relkind = 'm' and not exists (
             select from pg_locks l
             where l.relation = relation.oid and l.mode = 'AccessExclusiveLock'
               and l.database = (select d.oid from pg_database d where d.datname = current_database()))
           then pg_total_relation_size(relation.oid) end,
         'rows', case when relation.relkind = 'm' then relation.rows end,
         'indexes', coalesce(indexes.list, '[]'),
         'reads', coalesce(reads.list, '[]'))::text
from relation
left join reads on reads.oid = relation.oid
left join indexes on indexes.oid = relation.oid
order by relation.nspname collate "C", relation.relname collate "C"
