create sequence paper_no;
create table orders (id bigint primary key default nextval('paper_no'), note text);
create table invoice (id bigint primary key default nextval('paper_no'), note text);
alter sequence paper_no owned by orders.id;
