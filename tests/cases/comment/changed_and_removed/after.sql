-- Changed, removed, and one left alone; an empty comment is none.
create table member (id int primary key, email text);
create index member_email on member (email);
comment on table member is 'new';
comment on column member.email is 'stays';
comment on index member_email is '';
