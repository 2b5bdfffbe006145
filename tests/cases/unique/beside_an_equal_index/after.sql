-- Three of the same structure under three names: exactly the named one goes.
create table member (id int primary key, email text, constraint member_email_a unique (email));
create unique index member_email_c on member (email);
