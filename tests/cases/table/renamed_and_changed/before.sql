create table account (id int constraint account_key primary key, mail varchar(40), fax text, logins int default 0);
create index account_mail on account (mail);
