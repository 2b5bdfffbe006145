-- Postgres carries a rename into the view by itself.
create table member (id int primary key, email text);
create view member_mail as select id, email as address from member;
