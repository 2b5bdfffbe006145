-- The query could change in place, but for the type below it.
create table member (id int primary key, logins bigint, active boolean);
create view active_member as select id, logins from member where not active;
