create sequence ticket_no start 100;
create sequence kept_no;
