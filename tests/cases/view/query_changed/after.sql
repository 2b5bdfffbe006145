-- Another filter and the same columns: replaced in place.
create table member (id int primary key, email text, active boolean not null default true);
create view active_member as select id, email from member where active and email is not null;
comment on view active_member is 'Those who may log in';
