-- the table takes along what it owns: one should go, others stay, and some change hands meanwhile
create unlogged table counted (id serial primary key, n integer, m integer, more bigserial);
create sequence kept owned by counted.n;
alter sequence kept set logged;
create table other (id integer primary key);
create sequence moved owned by other.id;
create sequence free owned by counted.m;
