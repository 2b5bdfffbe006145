create table member (id int primary key, logins int, active boolean);
create view active_member as select id, logins from member where active;
