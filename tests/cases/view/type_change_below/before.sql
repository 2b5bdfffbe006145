create table member (id int primary key, logins int, active boolean);
create view active_member as select id, logins from member where active;
create view top_member as select id from active_member order by logins desc limit 3;
create view all_id as select id from member;
comment on view top_member is 'Best three';
