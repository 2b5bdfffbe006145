-- As an index, also over an expression.
create table member (id int primary key, email text, nick text);
create unique index member_email on member (email) nulls not distinct;
create unique index member_nick on member (lower(nick));
