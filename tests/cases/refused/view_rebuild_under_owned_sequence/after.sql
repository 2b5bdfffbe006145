-- The view would have to be made anew, and would take the sequence along that it owns.
create table member (id int primary key, logins bigint);
create view shown as select id, logins from member;
create sequence number owned by shown.id;
