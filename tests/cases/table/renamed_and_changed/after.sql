-- Rename of the table, rename of a column and other changes in one go: every later statement
-- must use the new name, every earlier one the old.
create table member (id int constraint account_key primary key, email varchar(80) not null, logins bigint default 1, note text);
create index account_mail on member (email);
create index member_logins on member (logins);
