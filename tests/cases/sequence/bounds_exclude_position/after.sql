-- The position, used or not, is outside the new bounds; every number must come once and an unused sequence begin at its start.
create sequence used_low minvalue 100 maxvalue 200 start 100;
create sequence unused_low minvalue 100 maxvalue 200 start 150;
create sequence used_high minvalue 1 maxvalue 100 cache 3;
create sequence unused_start start 1000;
create sequence turned increment by -2;
create sequence narrowed as integer minvalue 10 maxvalue 1000 start 10;
