-- It keeps the key as its own, although DETACH PARTITION drops it before 15.
create table o (a integer primary key) partition by list (a);
create table o1 partition of o for values in (1);
create table t (a integer, b integer references o, c integer) partition by list (a);
create table p partition of t for values in (1) partition by list (c);
create table q partition of p for values in (1);
