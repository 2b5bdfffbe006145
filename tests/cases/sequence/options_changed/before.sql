create sequence a_no;
create sequence b_no increment by 2 minvalue 2 maxvalue 100 start 4 cache 5 cycle;
create sequence c_no increment by -1;
