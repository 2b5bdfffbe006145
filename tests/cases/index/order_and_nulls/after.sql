-- Direction and place of nulls, with their defaults that differ by direction.
create table orders (id int primary key, a int, b int, c int, d int);
create index orders_a on orders (a desc);
create index orders_b on orders (b desc nulls last);
create index orders_c on orders (c);
create index orders_abcd on orders (a, b desc, c nulls first, d desc nulls first);
