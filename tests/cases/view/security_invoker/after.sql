-- Since 15.
create table member (id int primary key, email text, active boolean not null default true);
create view a with (security_invoker = true) as select id from member;
create view b with (security_barrier = true, security_invoker = off) as select id from member;
create view c with (security_invoker = true, security_barrier = true) as select id from member where active;
