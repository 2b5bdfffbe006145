-- Sequences and tables share one name space: drop before create.
create table counter (name text primary key, n bigint);
create table holder (id int primary key, n bigint);
