create table member (id int primary key, email text, active boolean not null default true);
create sequence member_number;
create view a as select id, email, active from member;
alter view a alter column email set default 'none';
alter view a alter column active set default false;
create view "B b" as select id, email as "E ""m" from member;
alter view "B b" alter column "E ""m" set default 'it''s';
