-- a needs b needs c needs d: creation must follow the references, not the names.
create table unrelated (id int primary key);
create table d (id int primary key);
create table c (id int primary key, d_id int not null references d);
create table b (id int primary key, c_id int not null references c);
create table a (id int primary key, b_id int not null references b, d_id int references d);
