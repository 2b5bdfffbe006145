-- Twins: a third comes, the first goes.
create table member (id int primary key, email text);
create index member_email_2 on member (email);
create index member_email_3 on member (email);
