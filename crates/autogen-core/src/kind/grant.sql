-- a grantee is a fact where it has something else than by Postgres' own rule; the owner has the empty
-- name; columns of views are no facts, so what is granted on them stands with the view
with granted_column as materialized (
    select a.attrelid, a.attnum, a.attname, a.attacl,
           (select c.relowner from pg_class c where c.oid = a.attrelid) as owner,
           (select c.relkind in ('v', 'm') from pg_class c where c.oid = a.attrelid) as of_view
    from pg_attribute a
    where a.attacl is not null and not a.attisdropped
      and false  -- unless column_acl
),
object(class, oid, sub, col, owner, acl, born) as (
    select 1259, c.oid, 0, null::name, c.relowner,
           coalesce(c.relacl, acldefault('r', c.relowner)),
           acldefault(case c.relkind when 'S' then 's'::"char" else 'r' end, c.relowner)
    from pg_class c
    where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and c.oid >= 16384
      and (c.relacl is not null
           or c.relkind in ('v', 'm') and c.oid in (select g.attrelid from granted_column g where g.of_view))
      and false  -- unless acl
    union all
    select 1259, g.attrelid, case when g.of_view then 0 else g.attnum end, case when g.of_view then g.attname end,
           g.owner, g.attacl, acldefault('c', g.owner)
    from granted_column g
    where g.attrelid >= 16384
    union all
    select 1255, p.oid, 0, null, p.proowner, p.proacl, acldefault('f', p.proowner)
    from pg_proc p
    where p.proacl is not null and p.oid >= 16384
    union all
    select 1247, t.oid, 0, null, t.typowner, t.typacl, acldefault('T', t.typowner)
    from pg_type t
    where t.typacl is not null and t.oid >= 16384
      and false  -- unless acl
    union all
    select 2615, n.oid, 0, null, n.nspowner, coalesce(n.nspacl, acldefault('n', n.nspowner)),
           case when n.nspname <> 'public' then acldefault('n', n.nspowner)
                else acldefault('n', n.nspowner) || makeaclitem(0, n.nspowner, 'USAGE', false)
                || makeaclitem(0, n.nspowner, 'CREATE', false)  -- until 14
           end
    from pg_namespace n
    where n.nspacl is not null and n.oid >= 16384 or n.nspname = 'public'
),
entry as (
    select o.class, o.oid, o.sub, o.col, o.owner, x.grantee, lower(x.privilege_type) as word, x.is_grantable, true as held
    from object o
    cross join lateral aclexplode(o.acl) x
    where x.grantor = o.owner
    union all
    select o.class, o.oid, o.sub, null, o.owner, x.grantee, lower(x.privilege_type), x.is_grantable, false
    from object o
    cross join lateral aclexplode(o.born) x
)
select 0, 0, 0, null, e.class, e.oid, e.sub,
       null, case e.grantee when e.owner then '' when 0 then 'public' else pg_get_userbyid(e.grantee)::text end, 0,
       jsonb_object_agg(e.word, e.is_grantable) filter (where e.held and e.col is null),
       jsonb_agg(jsonb_build_array(e.col, e.word, e.is_grantable)) filter (where e.col is not null)
from entry e
group by e.class, e.oid, e.sub, e.owner, e.grantee
having jsonb_object_agg(e.word, e.is_grantable) filter (where e.held and e.col is null)
           is distinct from jsonb_object_agg(e.word, e.is_grantable) filter (where not e.held)
    or bool_or(e.col is not null)
