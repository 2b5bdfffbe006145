-- ALTER TYPE below a rule: refused by name, not dropped, not tried.
create table log (id int);
create table member (id int primary key, logins bigint, active boolean);
