-- As it was born before PostgreSQL 15.
create table t (id int);
grant create on schema public to public;
