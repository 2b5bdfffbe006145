-- A bound that was the old type's limit follows the type; a chosen one stays.
create sequence a_no as bigint;
create sequence b_no as bigint maxvalue 1000;
create sequence c_no as int;
