create table t (id int primary key, a text, b text, c bytea, d numeric);
alter table t alter b set storage external, alter c set storage main;
