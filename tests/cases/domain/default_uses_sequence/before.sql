create sequence s; create domain n as bigint;
create table t (id int primary key, n n);
