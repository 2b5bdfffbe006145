-- Two views exchange their queries, which have other columns; what reads them changes with them.
create table member (id int primary key, email text, active boolean not null default true);
create view b as select id from member where active;
create view a as select email from member;
create view reads_a as select * from a;
create view reads_b as select * from b;
