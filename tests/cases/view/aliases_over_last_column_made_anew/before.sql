create table member (id integer not null, mail text);
create view contact as select a from member m(a, b);
create view contact_count as select count(*) as n from contact;
comment on view contact is 'who to write to';
