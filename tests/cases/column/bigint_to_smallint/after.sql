-- Narrowing by an assignment cast: may fail on rows, these fit.
create table orders (id int primary key, total smallint not null default 0);
