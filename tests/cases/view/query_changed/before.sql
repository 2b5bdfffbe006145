create table member (id int primary key, email text, active boolean not null default true);
create view active_member as select id, email from member where active;
comment on view active_member is 'Those who may log in';
