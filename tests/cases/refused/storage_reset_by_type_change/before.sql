create table member (id int primary key, doc text);
alter table member alter column doc set storage external;
