-- One of two.
create sequence kept_no;
