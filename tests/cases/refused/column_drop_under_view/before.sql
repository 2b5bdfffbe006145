create table member (id int primary key, email text, fax text);
create view member_fax as select id, fax from member;
