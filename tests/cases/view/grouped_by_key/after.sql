-- GROUP BY a key makes the view depend on the constraint itself, which goes.
create table member (id int not null, email text, logins int);
create view member_group as select id, email, count(*) as n from member group by id, email;
create view grouped_twice as select m.email, m.logins from member m group by m.id, m.email, m.logins;
