-- The expression of a column yields another type, so the view on it changes its shape too.
create table member (id int primary key, email text, active boolean not null default true);
create view member_key as select id, length(email) as key from member;
create view deep as select key from member_key;
