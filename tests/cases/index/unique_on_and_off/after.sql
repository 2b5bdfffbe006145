-- Only the word UNIQUE.
create table member (id int primary key, email text, nick text);
create unique index member_email on member (email);
create index member_nick on member (nick);
