create sequence old_no;
create sequence new_no;
create table orders (id bigint default nextval('old_no') primary key);
