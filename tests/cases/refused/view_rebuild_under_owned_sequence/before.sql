create table member (id int primary key, logins int);
create view shown as select id, logins from member;
create sequence number owned by shown.id;
