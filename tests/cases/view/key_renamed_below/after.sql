-- The constraint that the view stands on is made anew under another name.
create table member (id int constraint b primary key, email text);
create view member_group as select id, email, count(*) as n from member group by id;
