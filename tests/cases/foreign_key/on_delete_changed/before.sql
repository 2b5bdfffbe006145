create table member (id int primary key);
create table v (id int primary key,
  a int constraint v_a references member on delete cascade,
  b int constraint v_b references member,
  c int constraint v_c references member on delete set null,
  d int default 1 constraint v_d references member on delete restrict,
  e int constraint v_e references member on delete cascade);
