create table member (id int primary key, email text, constraint member_email_a unique (email));
alter table member add constraint member_email_b unique (email);
create unique index member_email_c on member (email);
