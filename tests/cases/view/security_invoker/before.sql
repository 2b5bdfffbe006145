create table member (id int primary key, email text, active boolean not null default true);
create view a as select id from member;
create view b with (security_invoker = true, security_barrier = true) as select id from member;
