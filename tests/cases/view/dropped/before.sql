create table member (id int primary key, email text, active boolean not null default true);
create view active_member as select id, email from member where active;
create view active_id as select id from active_member;
comment on view active_member is 'Those who may log in';
comment on column active_member.id is 'Same as there';
