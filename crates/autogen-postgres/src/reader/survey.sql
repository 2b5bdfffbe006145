-- What a database has of what most have not, as words: a catalog query that says which of them it is about is
-- asked only if one is there, and lines of others go by them. A word too many costs a query; none may be missing.
with class as (
    select bool_or(c.relkind = 'v') as view, bool_or(c.relkind = 'm') as materialized_view,
           bool_or(c.relkind = 'S') as sequence, bool_or(c.relkind = 'c') as composite_type,
           bool_or(c.relkind = 'f' or c.reloftype <> 0) as foreign_or_typed,
           bool_or(c.reloptions is not null) as options, bool_or(c.relacl is not null) as acl,
           bool_or(c.relrowsecurity or c.relforcerowsecurity) as row_security,
           bool_or(c.relreplident <> 'd' and c.relkind in ('r', 'p', 'm')) as replica_identity,
           bool_or(c.reltablespace <> 0 or c.relkind = 'r' and c.relam <> 2) as feature,
           bool_or(c.relowner <> (select r.oid from pg_roles r where r.rolname = current_user)) as owner,
           count(*) filter (where c.relkind = 't') as toast_tables
    from pg_class c
    where c.oid >= 16384
),
-- the few that say more than name and type, and those that can be stored in several ways
attribute as (
    select bool_or(a.attgenerated <> '') as generated, bool_or(a.attidentity <> '') as identity,
           bool_or(a.attcollation not in (0, 100)) as collation,
           bool_or(a.attacl is not null) as acl, bool_or(a.attoptions is not null) as options,
           bool_or(a.attnum > 0 and coalesce(a.attstattarget, -1) <> -1
               or a.attcompression <> ''  -- since 14
           ) as settings,
           -- each table of Postgres' own for long values has just one whose storage is not that of its type
           count(*) filter (where a.attlen = -1 and a.attstorage <> t.typstorage) as storage
    from pg_attribute a
    left join pg_type t on t.oid = a.atttypid
    where a.attrelid >= 16384
      and (a.attacl is not null
           or a.attnum > 0 and (
               a.attlen = -1 or a.attgenerated <> '' or a.attidentity <> '' or a.attcollation not in (0, 100)
               or a.attcompression <> ''  -- since 14
               or a.attoptions is not null or coalesce(a.attstattarget, -1) <> -1))
),
type as (
    select bool_or(t.typtype = 'e') as enum_type, bool_or(t.typtype = 'd') as domain,
           bool_or(t.typtype = 'r') as range_type, bool_or(t.typtype = 'b' and t.typcategory <> 'A') as base_type,
           bool_or(t.typacl is not null) as acl,
           bool_or(t.typowner <> (select r.oid from pg_roles r where r.rolname = current_user)) as owner
    from pg_type t
    where t.oid >= 16384
),
routine as (
    select count(*) > 0 as found, bool_or(p.prokind in ('a', 'w')) as aggregate, bool_or(p.proacl is not null) as acl,
           bool_or(p.proowner <> (select r.oid from pg_roles r where r.rolname = current_user)) as owner
    from pg_proc p
    where p.oid >= 16384
),
namespace as (
    select bool_or(n.nspacl is not null and n.oid >= 16384) as acl,
           bool_or(n.nspowner <> (select r.oid from pg_roles r where r.rolname = current_user)) as owner
    from pg_namespace n
    where n.oid >= 16384
       or n.nspname = 'public' and pg_get_userbyid(n.nspowner) <> 'pg_database_owner' and n.nspowner <> 10
),
con as (
    select bool_or(c.contype = 'u') as "unique", bool_or(c.contype = 'c' and c.conrelid <> 0) as "check",
           bool_or(c.contype = 'c' and c.contypid <> 0) as domain_check, bool_or(c.contype = 'x') as exclusion,
           bool_or(c.contype = 'n' and (c.connoinherit or not c.convalidated)) as feature
    from pg_constraint c
    where c.oid >= 16384
),
word(word, found) as (
    select v.*
    from class c, attribute a, type t, routine r, namespace n, con k
    cross join lateral (values
        ('view', c.view), ('materialized_view', c.materialized_view), ('sequence', c.sequence),
        ('composite_type', c.composite_type), ('options', c.options), ('row_security', c.row_security),
        ('replica_identity', c.replica_identity),
        ('enum_type', t.enum_type), ('domain', t.domain), ('range_type', t.range_type),
        ('routine', r.found),
        ('unique', k."unique"), ('check', k."check"), ('domain_check', k.domain_check), ('exclusion', k.exclusion),
        ('generated', a.generated), ('identity', a.identity),
        ('key_settings', a.collation or a.options or exists (
            select from pg_index i
            where i.indexrelid >= 16384 and i.indclass::oid[] && array(select o.oid from pg_opclass o where not o.opcdefault))),
        ('column_settings', a.options or a.settings or a.storage <> c.toast_tables),
        ('column_acl', a.acl),
        ('acl', c.acl or a.acl or t.acl or r.acl or n.acl),
        ('owner', c.owner or t.owner or r.owner or n.owner
            or exists (select from pg_collation x, pg_roles o where x.oid >= 16384 and o.rolname = current_user and x.collowner <> o.oid)
            or exists (select from pg_statistic_ext x, pg_roles o where o.rolname = current_user and x.stxowner <> o.oid)),
        ('feature', c.feature or k.feature or a.acl or c.acl or t.acl or r.acl or n.acl or exists (select from pg_publication_rel)),
        ('extension', exists (select from pg_extension where oid >= 16384)),
        ('collation', exists (select from pg_collation where oid >= 16384)),
        ('trigger', exists (select from pg_trigger where not tgisinternal)),
        ('inheritance', exists (select from pg_inherits where inhrelid >= 16384)),
        ('cluster_mark', exists (select from pg_index where indisclustered and indexrelid >= 16384)),
        ('policy', exists (select from pg_policy)),
        ('comment', exists (
            select from pg_description d
            where d.objoid >= 16384
               or d.classoid = 2615 and d.objoid = 2200
                  and (d.description <> 'standard public schema'
                       or not exists (select from pg_namespace x where x.oid = 2200 and x.nspname = 'public')))),
        ('default_privileges', exists (select from pg_default_acl)),
        ('unmodelled', c.foreign_or_typed or t.base_type or r.aggregate
            or exists (select from pg_rewrite where rulename <> '_RETURN' and oid >= 16384)
            or exists (select from pg_operator where oid >= 16384) or exists (select from pg_opclass where oid >= 16384)
            or exists (select from pg_opfamily where oid >= 16384) or exists (select from pg_cast where oid >= 16384)
            or exists (select from pg_conversion where oid >= 16384) or exists (select from pg_language where oid >= 16384)
            or exists (select from pg_am where oid >= 16384) or exists (select from pg_transform where oid >= 16384)
            or exists (select from pg_ts_config where oid >= 16384) or exists (select from pg_ts_dict where oid >= 16384)
            or exists (select from pg_ts_parser where oid >= 16384) or exists (select from pg_ts_template where oid >= 16384)
            or exists (select from pg_event_trigger) or exists (select from pg_publication)
            or exists (select from pg_statistic_ext) or exists (select from pg_foreign_data_wrapper)
            or exists (select from pg_foreign_server))
    ) v(word, found)
)
select string_agg(w.word, ' ' order by w.word) from word w where w.found
