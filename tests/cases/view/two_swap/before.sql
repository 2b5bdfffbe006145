create table member (id int primary key, email text, active boolean not null default true);
create view a as select id from member where active;
create view b as select email from member;
create view reads_a as select * from a;
create view reads_b as select * from b;
