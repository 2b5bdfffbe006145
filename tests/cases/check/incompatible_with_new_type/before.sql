create table orders (id int primary key, active text constraint active_word check (active in ('true', 'false')));
