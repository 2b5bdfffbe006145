-- A column more in the middle: the view is made anew with the view on it and all comments; another one stands.
create table member (id int primary key, email text, active boolean not null default true);
create view active_member as select id, active, email from member where active;
create view active_id as select id from active_member;
create view other as select id from member;
comment on view active_member is 'Those who may log in';
comment on column active_member.email is 'Unique';
comment on view active_id is 'Just these';
