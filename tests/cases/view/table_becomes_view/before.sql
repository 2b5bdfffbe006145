create table member (id int primary key, email text);
create table contact (id int primary key, email text);
create view mails as select email from contact;
create view more as select email, id from contact;
comment on table contact is 'Old';
