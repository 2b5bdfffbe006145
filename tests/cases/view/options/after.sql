-- Options alone are set and reset; with another query they are a part of that.
create table member (id int primary key, email text, active boolean not null default true);
create view a with (security_barrier = true) as select id from member;
create view b as select id from member;
create view c as select id, active from member where active with check option;
create view d as select id, active from member where active with cascaded check option;
create view e as select id, active from member where active;
create view f with (security_barrier = true) as select id from member where active;
