-- A default that needs a new, free sequence: sequence first, and no ownership.
create sequence invoice_no start 1000;
create table invoice (id int primary key, no int default nextval('invoice_no'));
