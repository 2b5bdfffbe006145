-- One view on a table, one on that view.
create table member (id int primary key, email text, active boolean not null default true);
create view active_member as select id, email from member where active;
create view active_count as select count(*) as n from active_member;
