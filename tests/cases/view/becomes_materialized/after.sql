-- A view becomes a materialized one under its name, with an index; what reads it is made anew.
create table member (id int primary key, email text, active boolean not null default true);
create materialized view active_member as select id, email from member where active;
create unique index active_member_id on active_member (id);
create view mails as select email from active_member;
comment on column active_member.email is 'Unique';
