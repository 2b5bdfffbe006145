-- A view reads the table; the change does not touch what it reads.
create table member (id int primary key, email text, active boolean not null default true, phone text);
create view active_member as select id, email from member where active;
create index member_phone on member (phone);
