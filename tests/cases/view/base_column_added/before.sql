create table member (id int primary key, email text, active boolean not null default true);
create view everything as select * from member;
create view whole as select m from member m;
create view aliased as select m.a, m.b from member m(a, b);
