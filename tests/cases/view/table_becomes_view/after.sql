-- A table becomes a view under its name, which other views read before and after; one of them changes too.
create table member (id int primary key, email text);
create view contact as select id, email from member;
create view mails as select email from contact;
create view more as select email, id from contact where email is not null;
comment on view contact is 'New';
