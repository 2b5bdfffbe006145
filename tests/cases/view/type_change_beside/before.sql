create table member (id int primary key, email text, logins int, plan text);
create view member_mail as select id, email from member;
create materialized view member_count as select count(*) as n from member;
