create table member (id int primary key, email text, active boolean not null default true);
create view a as select id, email from member;
create view b as select id, email from a;
