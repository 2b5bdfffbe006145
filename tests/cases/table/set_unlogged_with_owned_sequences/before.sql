create table counted (id serial primary key, n integer, m integer);
create sequence kept owned by counted.n;
create sequence moved owned by counted.m;
create sequence free;
create table other (id integer primary key);
