create table member (id int primary key, email text);
create index member_email on member (email);
comment on table member is 'old';
comment on column member.id is 'goes';
comment on column member.email is 'stays';
comment on index member_email is 'goes too';
