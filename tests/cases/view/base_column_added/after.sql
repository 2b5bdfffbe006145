-- New columns: `*` was written out when the view was made, a whole row grows by itself, and a list of
-- aliases is as long as the table is wide.
create table member (id int primary key, email text, active boolean not null default true, phone text);
create view everything as select * from member;
create view whole as select m from member m;
create view aliased as select m.a, m.b from member m(a, b);
