create sequence used_low minvalue 1 maxvalue 50;
create sequence unused_low minvalue 1 maxvalue 50;
create sequence used_high minvalue 1 maxvalue 500;
create sequence unused_start start 7;
create sequence turned increment by 2;
create sequence narrowed;
