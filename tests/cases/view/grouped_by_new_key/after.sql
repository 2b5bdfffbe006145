-- GROUP BY a key that is only made in the same plan, and another one whose name changes.
create table member (id int constraint member_key primary key, email text);
create view member_group as select id, email, count(*) as n from member group by id;
