create table member (id int primary key, logins int);
create view shown as select id, logins from member;
create rule shown_insert as on insert to shown do instead insert into member values (new.id, new.logins);
