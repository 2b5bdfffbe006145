-- The target is dropped and the reference of the same name goes to a table that is only now made.
create table customer (no int primary key);
create table visit (id int primary key, client_id int constraint visit_client references customer);
