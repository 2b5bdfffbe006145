-- The reference moves to the table of the same name in another schema.
create schema crm;
create table crm.member (id int primary key);
create table member (id int primary key);
create table visit (id int primary key, a int constraint visit_member references crm.member, b int references member);
