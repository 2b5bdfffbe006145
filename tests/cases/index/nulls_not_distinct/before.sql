create table member (id int primary key, email text, nick text);
create unique index member_email on member (email);
create unique index member_nick on member (lower(nick)) nulls not distinct;
