create table users (id serial primary key, mail varchar(80) not null unique, org text);
create table orders (id serial primary key, user_id int references users, state text default 'new', total float8);
create index on orders (state);
