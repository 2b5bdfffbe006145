-- The default must go before the type changes: 'none' is no number.
create table product (id int primary key, code int);
