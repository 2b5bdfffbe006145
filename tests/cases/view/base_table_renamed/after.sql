-- The table goes on under another name.
create table member (id int constraint member_key primary key, mail text);
create view mail as select id, mail as address from member;
create view pair as select p.id, m.address from member p join mail m using (id);
