create table person (id int constraint member_key primary key, mail text);
create view mail as select id, mail as address from person;
create view pair as select p.id, m.address from person p join mail m using (id);
