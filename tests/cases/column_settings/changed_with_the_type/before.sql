create table t (id int primary key, a text, b text, c text);
alter table t alter a set storage external, alter b set storage main, alter b set statistics 4;
