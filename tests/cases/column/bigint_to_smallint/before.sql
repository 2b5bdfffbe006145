create table orders (id int primary key, total bigint not null default 0);
