-- The rule reads the column.
create table orders (id int primary key, total bigint);
create table log (total int);
create rule orders_log as on insert to orders do also insert into log values (new.total);
