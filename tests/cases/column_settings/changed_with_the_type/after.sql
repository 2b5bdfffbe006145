create table t (id int primary key, a varchar(9), b jsonb, c jsonb);
alter table t alter a set storage main, alter b set statistics 5, alter c set storage external;
