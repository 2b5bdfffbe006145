create sequence a_no as smallint;
create sequence b_no as int maxvalue 1000;
create sequence c_no;
