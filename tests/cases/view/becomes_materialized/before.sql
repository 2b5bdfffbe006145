create table member (id int primary key, email text, active boolean not null default true);
create view active_member as select id, email from member where active;
create view mails as select email from active_member;
comment on column active_member.email is 'Unique';
