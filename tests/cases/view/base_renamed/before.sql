create table member (id int primary key, mail text);
create view member_mail as select id, mail as address from member;
create view everything as select * from member;
create materialized view member_count as select count(mail) as n from member;
