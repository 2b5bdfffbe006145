-- the alias goes with the column, which the view does not depend on, so that the view is made anew
create table member (id integer not null, mail text generated always as ('m' || id::text) stored);
create view contact as select a from member m(a, b);
create view contact_count as select count(*) as n from contact;
comment on view contact is 'who to write to';
