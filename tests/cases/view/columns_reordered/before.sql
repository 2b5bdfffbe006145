create table member (id int primary key, email text, active boolean not null default true);
create view member_list as select * from member;
