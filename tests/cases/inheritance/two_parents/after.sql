-- In their order.
create table zed (z int, common text);
create table alpha (a int, common text);
create table child (extra int) inherits (zed, alpha);
