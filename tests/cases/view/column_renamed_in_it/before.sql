create table member (id int primary key, email text, active boolean not null default true);
create view member_key as select id, email as key from member;
create view deep as select key as k from member_key;
