-- Same name, same columns, but a plain unique index now.
create table member (id int primary key, email text);
create unique index member_email on member (email);
