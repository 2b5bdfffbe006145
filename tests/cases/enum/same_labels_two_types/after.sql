-- Twins: one grows, the other does not.
create type order_state as enum ('open', 'done');
create type job_state as enum ('open', 'running', 'done');
create table orders (id int primary key, state order_state);
create table job (id int primary key, state job_state);
