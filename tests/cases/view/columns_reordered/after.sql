-- The same columns in another order.
create table member (id int primary key, email text, active boolean not null default true);
create view member_list (a, b, c) as select active, email, id from member;
