create table member (id int not null, email text);
create view member_group as select id, email, count(*) as n from member group by id, email;
