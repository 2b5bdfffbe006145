create table member (id int primary key, email text, first text, last text, body jsonb);
create index member_email on member (email);
create index member_body on member ((body ->> 'a'));
