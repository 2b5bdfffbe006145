-- A view of rows without columns gets one.
create table member (id int primary key, email text, active boolean not null default true);
create view nothing as select id from member;
create view void as select;
