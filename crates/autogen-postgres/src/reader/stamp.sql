select string_agg(s.stamp, ' ') from (
    select 'r' || count(*) || '.' || sum(xmin::text::bigint) from pg_class where oid >= 2200
    union all select 'a' || count(*) || '.' || sum(xmin::text::bigint) from pg_attribute where attrelid >= 16384
    union all select 'd' || count(*) || '.' || sum(xmin::text::bigint) from pg_attrdef
    union all select 'c' || count(*) || '.' || sum(xmin::text::bigint) from pg_constraint where oid >= 16384
    union all select 'i' || count(*) || '.' || sum(xmin::text::bigint) from pg_index where indexrelid >= 16384
    union all select 't' || count(*) || '.' || sum(xmin::text::bigint) from pg_type where oid >= 16384
    union all select 'o' || count(*) || '.' || sum(xmin::text::bigint) from pg_collation where oid >= 16384
    union all select 'x' || count(*) || '.' || sum(xmin::text::bigint) from pg_extension
    union all select 'e' || count(*) || '.' || sum(xmin::text::bigint) from pg_enum
    union all select 's' || count(*) || '.' || sum(xmin::text::bigint) from pg_sequence
    union all select 'n' || count(*) || '.' || sum(xmin::text::bigint) from pg_namespace
    union all select 'p' || count(*) || '.' || sum(xmin::text::bigint) from pg_proc where oid >= 16384
    union all select 'w' || count(*) || '.' || sum(xmin::text::bigint) from pg_rewrite where oid >= 16384
    union all select 'y' || count(*) || '.' || sum(xmin::text::bigint) from pg_policy
    union all select 'l' || count(*) || '.' || sum(xmin::text::bigint) from pg_default_acl
) s(stamp)
