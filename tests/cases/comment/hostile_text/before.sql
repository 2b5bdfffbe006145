create table member (id int primary key, email text);
comment on column member.email is 'plain';
