-- A table changes its shape at the bottom of a web of views.
create table member (id bigint primary key, logins numeric(10, 2), plan text);
create view v1 as select id, logins from member;
create view v2 as select id, logins + 1 as logins from v1;
create view v3 as select a.id, b.logins from v1 a join v2 b using (id);
create view v4 as select sum(logins) as total, max(id) as last from v3;
create materialized view m5 as select total, last from v4;
create view v6 as select total from m5 union all select logins from v1;
create index m5_total on m5 (total);
comment on view v4 is 'Fourth';
