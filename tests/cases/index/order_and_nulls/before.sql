create table orders (id int primary key, a int, b int, c int, d int);
create index orders_a on orders (a);
create index orders_b on orders (b desc);
create index orders_c on orders (c nulls first);
create index orders_abcd on orders (a, b desc, c nulls first, d desc nulls last);
