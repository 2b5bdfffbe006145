create table member (id int primary key, mail text);
create view member_mail as select id, mail as address from member;
