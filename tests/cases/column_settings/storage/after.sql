create table t (id int primary key, a text, b text, c bytea, d numeric, e text);
alter table t alter a set storage external, alter c set storage plain, alter d set storage extended, alter e set storage main;
