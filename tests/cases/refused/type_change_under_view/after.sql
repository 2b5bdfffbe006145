-- ALTER TYPE below a view: refused by name, not dropped, not tried.
create table member (id int primary key, logins bigint, active boolean);
create view active_member as select id, logins from member where active;
