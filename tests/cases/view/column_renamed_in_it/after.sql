-- Only a column's name.
create table member (id int primary key, email text, active boolean not null default true);
create view member_key as select id, email as mail from member;
create view deep as select mail as k from member_key;
