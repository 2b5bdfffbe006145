create schema report;
create table member (id int primary key, email text);
create view report.member_mail as select email from member;
create materialized view member_count as select count(*) as n from member;
