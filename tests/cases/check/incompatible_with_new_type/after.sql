-- The old check cannot be read over the new type: down before the change, the new one up after it.
create table orders (id int primary key, active boolean constraint active_word check (active is not null));
