create table counted (a integer, b integer, c integer, d integer);
create sequence to_new owned by counted.a;
create sequence to_free owned by counted.b;
create sequence to_other owned by counted.c;
create table other (id integer);
