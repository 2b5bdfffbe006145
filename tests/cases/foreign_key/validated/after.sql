-- VALIDATE CONSTRAINT, not drop and add.
create table member (id int primary key);
create table visit (id int primary key, member_id int constraint visit_member references member);
