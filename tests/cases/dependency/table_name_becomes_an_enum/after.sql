-- A table owns a row type: it has to be gone before the enum of its name comes.
create type status as enum ('open', 'paid');
create table orders (id int primary key, status status);
