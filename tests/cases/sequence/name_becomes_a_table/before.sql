create sequence counter;
create table holder (id int primary key, n bigint default nextval('counter'));
