-- The same objects written down the other way round, columns included.
create table b (a_id int, id int primary key);
create index b_two on b (a_id desc);
create table a (two int, id int primary key, one text);
comment on table b is 'second';
alter table b add constraint b_a foreign key (a_id) references a;
create index b_one on b (a_id);
comment on table a is 'first';
create sequence s_one;
create type a_kind as enum ('x', 'y');
