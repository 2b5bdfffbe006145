create table member (id int primary key, email text, active boolean not null default true);
create view a as select * from member where active;
create view b as select m.id as id, (m.email) from public.member as m where m.active = true and m.id in (1, 2);
create materialized view c as (select count(*) from member);
create view d (x) as select id from member;
alter view d rename column x to y;
