-- A domain with all it can have, and columns of it on a table with rows.
create domain email as varchar(80) collate "C" default 'nobody@lab.test' not null constraint email_has_at check (value ~ '@') constraint email_not_local check (value !~ '@localhost');
create domain score as numeric(5,2) check (value between 0 and 100);
create table site (id int primary key, mail email, best score);
comment on domain email is 'an address';
comment on constraint email_has_at on domain email is 'local@host';
