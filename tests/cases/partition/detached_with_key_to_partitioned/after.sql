create table o (a integer primary key) partition by list (a);
create table o1 partition of o for values in (1);
create table t (a integer, b integer references o, c integer) partition by list (a);
create table p (a integer, b integer references o, c integer) partition by list (c);
alter table p rename constraint p_b_fkey to t_b_fkey;
create table q partition of p for values in (1);
