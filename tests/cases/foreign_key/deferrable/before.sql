create table member (id int primary key);
create table v (id int primary key,
  a int constraint v_a references member,
  b int constraint v_b references member deferrable,
  c int constraint v_c references member deferrable initially deferred);
