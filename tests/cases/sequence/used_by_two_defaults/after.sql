-- One free sequence numbers two tables.
create sequence paper_no;
create table orders (id int primary key, no bigint default nextval('paper_no'));
create table invoice (id int primary key, no bigint default nextval('paper_no'));
