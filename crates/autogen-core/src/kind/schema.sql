select 2615, n.oid, 0, null, null, null, null,
       null, case when n.nspname = current_schema() then '' else n.nspname end, 0
from pg_namespace n
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
