create type a_kind as enum ('x', 'y');
create sequence s_one;
create table a (id int primary key, one text, two int);
create table b (id int primary key, a_id int constraint b_a references a);
create index b_one on b (a_id);
create index b_two on b (a_id desc);
comment on table a is 'first';
comment on table b is 'second';
