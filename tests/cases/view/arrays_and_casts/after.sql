-- Forms that Postgres deparses and does not read back as they were.
create table item (id int primary key, status varchar(10), tags varchar[], kind char(3), made timestamptz);
create view by_status as select id, status in ('new', 'old') as known, status = any (array['x', 'y']) as odd,
    case when status not in ('a', 'b') then 'c'::varchar(3) else 'd' end as shown
    from item where status in ('new', 'used') and kind in ('abc', 'def');
create view by_tag as select id, tags && array['a', 'b']::varchar[] as tagged, tags || '{c}' as more,
    array_remove(tags, 'x') as less, (tags)[1:2] as first, array[status, 'z']::text[] as listed from item;
create view moments as select id, made at time zone 'UTC' as utc, made::date as day, date_trunc('day', made) as start,
    made - interval '1 day 2 hours' as before, extract(year from made) as year, made between now() and now() as now from item;
create view texts as select E'back\\slash ''quoted''' as a, U&'\0041' as b, $$dollar$$ as c, substring(status from 2 for 3) as d,
    position('a' in status) as e, trim(both ' ' from status) as f, overlay(status placing 'x' from 1) as g, status like 'a%' as h,
    status similar to 'b' as i, status collate "C" as j, kind || 'x' as k, id::text || status as l, ''::char(2) as m from item;
