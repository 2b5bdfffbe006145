-- The view would have to be made anew, and would lose its rule.
create table member (id int primary key, logins bigint);
create view shown as select id, logins from member;
create rule shown_insert as on insert to shown do instead insert into member values (new.id, new.logins);
