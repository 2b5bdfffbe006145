create sequence s; create domain n as bigint default nextval('s');
create table t (id int primary key, n n);
