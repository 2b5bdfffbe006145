-- A column more at the end is replaced in place, and what reads the view stands; the way back is not.
create table member (id int primary key, email text, active boolean not null default true);
create view active_member as select id, email, upper(email) as mail_key from member where active;
create view active_id as select id from active_member;
comment on column active_member.email is 'Unique';
comment on column active_member.mail_key is 'For look-up';
