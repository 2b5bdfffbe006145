-- Spelt in other ways, the same.
create table member (id int primary key, email text, active boolean not null default true);
create or replace view a as select member.id, member.email, member.active from member where active;
create view b as select id, email from member m where ((active = true)) and id = any (array[1, 2]);
create materialized view c (count) as select count(*) from member;
create view d as select id as y from member;
