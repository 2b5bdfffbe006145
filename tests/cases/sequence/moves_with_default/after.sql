-- The default changes to another sequence and the old one can go only then.
create sequence new_no;
create table orders (id bigint default nextval('new_no') primary key);
