-- asked if default_privileges
-- without a schema the entry holds all that a new object is born with, else what is added to that
with object as materialized (
    select * from pg_default_acl
),
entry as (
    select d.defaclrole, d.defaclnamespace, d.defaclobjtype,
           x.grantee, lower(x.privilege_type) as word, x.is_grantable, true as held
    from object d
    cross join lateral aclexplode(d.defaclacl) x
    union all
    select d.defaclrole, d.defaclnamespace, d.defaclobjtype,
           x.grantee, lower(x.privilege_type), x.is_grantable, false
    from object d
    cross join lateral aclexplode(acldefault(case d.defaclobjtype when 'S' then 's'::"char" else d.defaclobjtype end, d.defaclrole)) x
    where d.defaclnamespace = 0
),
named as (
    select e.*,
           case e.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions'
               when 'T' then 'types' when 'n' then 'schemas' else 'large objects' end as objects,
           nullif(pg_get_userbyid(e.defaclrole), current_user)::text as role,
           case e.grantee when e.defaclrole then '' when 0 then 'public' else pg_get_userbyid(e.grantee)::text end as name
    from entry e
)
select 0, 0, 0, null, case when n.defaclnamespace <> 0 then 2615 end, n.defaclnamespace, 0,
       null, n.objects || coalesce(' for "' || replace(n.role, '"', '""') || '"', '') || case when n.name <> '' then ' to ' || n.name else '' end, 0,
       n.role, n.objects, n.name,
       jsonb_object_agg(n.word, n.is_grantable) filter (where n.held)
from named n
group by n.defaclnamespace, n.objects, n.role, n.name
having jsonb_object_agg(n.word, n.is_grantable) filter (where n.held)
           is distinct from jsonb_object_agg(n.word, n.is_grantable) filter (where not n.held)
