-- Every option set, reset to its default, and a direction turned.
create sequence a_no increment by 3 minvalue 0 maxvalue 9000 start 9 cache 2 cycle;
create sequence b_no;
create sequence c_no;
