create table member (id int primary key, fax text);
create view member_contact as select id, fax as contact from member;
create view contact as select contact from member_contact;
