-- Only the constraint knows the enum.
create type e as enum ('b', 'c');
create domain d as text constraint known check (value::e >= 'b'::e);
create table t (id int primary key, x d);
