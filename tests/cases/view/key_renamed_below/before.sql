create table member (id int constraint a primary key, email text);
create view member_group as select id, email, count(*) as n from member group by id;
