create table member (id int primary key, email text);
create unique index member_email on member (email);
create unique index member_email_live on member (email) where id > 0;
