-- A plain one and one with every option.
create table t (id int primary key);
create sequence plain_no;
create sequence full_no as smallint increment by 5 minvalue 10 maxvalue 500 start with 15 cache 3 cycle;
