-- asked if unmodelled
with relation as (
    select c.oid, c.reltype, c.relkind
    from pg_class c
    where c.oid >= 16384 and c.relpersistence <> 't'
      and (c.relkind = 'f'
           or c.relkind in ('r', 'p') and c.reloftype <> 0)
),
-- the cast that a range type brings along, to its multirange
inner_part as materialized (
    select d.objid from pg_depend d
    where d.classid = 2605 and d.refclassid = 1247 and d.deptype = 'i' and d.objid >= 16384
),
object(class, oid, also) as (
    select 1259, r.oid,
           (select string_agg(address, ' ') from (
               select '1247:' || r.reltype where r.reltype <> 0
               union all select '2606:' || k.oid from pg_constraint k where k.conrelid = r.oid
               union all select '2604:' || d.oid from pg_attrdef d where d.adrelid = r.oid
               union all select '1259:' || i.indexrelid from pg_index i where i.indrelid = r.oid
           ) a(address))
    from relation r
    union all
    select 1247, t.oid,
           (select string_agg(address, ' ') from (
               select '1247:' || t.typarray where t.typarray <> 0
           ) a(address))
    from pg_type t
    where t.oid >= 16384 and t.typtype = 'b' and t.typcategory <> 'A'
    union all select 1255, p.oid, null from pg_proc p where p.prokind in ('a', 'w') and p.oid >= 16384
    union all select 2620, t.oid, null from pg_trigger t where not t.tgisinternal and t.tgparentid = 0 and t.tgrelid in (select r.oid from relation r)
    union all select 3256, p.oid, null from pg_policy p where p.polrelid in (select oid from relation)
    union all select 2618, r.oid, null from pg_rewrite r where r.rulename <> '_RETURN' and r.oid >= 16384
    union all select 2617, o.oid, null from pg_operator o where o.oid >= 16384
    union all select 2616, o.oid, null from pg_opclass o where o.oid >= 16384
    union all select 2753, o.oid, null from pg_opfamily o where o.oid >= 16384
    union all select 2605, c.oid, null from pg_cast c where c.oid >= 16384 and c.oid not in (select objid from inner_part)
    union all select 2607, c.oid, null from pg_conversion c where c.oid >= 16384
    union all select 2612, l.oid, null from pg_language l where l.oid >= 16384
    union all select 2601, a.oid, null from pg_am a where a.oid >= 16384
    union all select 3576, t.oid, null from pg_transform t where t.oid >= 16384
    union all select 3602, t.oid, null from pg_ts_config t where t.oid >= 16384
    union all select 3600, t.oid, null from pg_ts_dict t where t.oid >= 16384
    union all select 3601, t.oid, null from pg_ts_parser t where t.oid >= 16384
    union all select 3764, t.oid, null from pg_ts_template t where t.oid >= 16384
    union all select 3466, e.oid, null from pg_event_trigger e where e.oid >= 16384
    union all select 6104, p.oid, null from pg_publication p where p.oid >= 16384
    -- a column that it lists or filters by cannot be dropped
    union all select 6106, r.oid, null from pg_publication_rel r where r.prattrs is not null or r.prqual is not null  -- since 15
    union all select 3381, s.oid, null from pg_statistic_ext s where s.oid >= 16384
    union all select 2328, f.oid, null from pg_foreign_data_wrapper f where f.oid >= 16384
    union all select 1417, s.oid, null from pg_foreign_server s where s.oid >= 16384
)
select o.class, o.oid, 0, o.also, null,
       i.type || ' ' || i.identity
from object o
cross join lateral pg_identify_object(o.class, o.oid, 0) i
