-- The view turns in place from the dropped column to the new one, between the two.
create table member (id int primary key, phone text);
create view member_contact as select id, phone as contact from member;
create view contact as select contact from member_contact;
