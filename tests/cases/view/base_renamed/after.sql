-- Postgres carries a rename into the views by itself.
create table member (id int primary key, email text);
create view member_mail as select id, email as address from member;
create view everything as select id, email as mail from member;
create materialized view member_count as select count(email) as n from member;
