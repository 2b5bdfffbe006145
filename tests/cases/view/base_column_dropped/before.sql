create table member (id int primary key, email text, fax text);
create view member_fax as select id, fax from member;
create view member_contact as select id, coalesce(email, fax) as contact from member;
create view member_last as select id, email, fax from member;
