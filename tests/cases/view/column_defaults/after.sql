-- Defaults of a view's columns: set, changed, dropped, and kept when the view is replaced in place.
create table member (id int primary key, email text, active boolean not null default true);
create sequence member_number;
create view a as select id, email, active from member where active;
alter view a alter column id set default nextval('member_number');
alter view a alter column email set default 'nobody';
create view "B b" as select id, email as "E ""m" from member where active;
alter view "B b" alter column "E ""m" set default 'it''s';
