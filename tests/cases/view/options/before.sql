create table member (id int primary key, email text, active boolean not null default true);
create view a as select id from member;
create view b with (security_barrier = true) as select id from member;
create view c with (security_barrier) as select id, active from member where active;
create view d as select id, active from member where active with local check option;
create view e as select id, active from member where active with cascaded check option;
create view f with (security_barrier = false) as select id from member;
