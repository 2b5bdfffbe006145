-- Two views exchange which of them reads the other: one statement each, in the right order.
create table member (id int primary key, email text, active boolean not null default true);
create view b as select id, email from member;
create view a as select id, email from b;
