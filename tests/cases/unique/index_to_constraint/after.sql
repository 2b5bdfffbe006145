-- The other way; the partial one cannot be a constraint and stays.
create table member (id int primary key, email text, constraint member_email unique (email));
create unique index member_email_live on member (email) where id > 0;
