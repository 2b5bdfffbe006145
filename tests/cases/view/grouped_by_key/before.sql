create table member (id int primary key, email text, logins int);
create view member_group as select id, email, count(*) as n from member group by id;
create view grouped_twice as select m.email, m.logins from member m group by m.id;
