-- A trigger on the table, another column and constraints change.
create table orders (id int primary key, total int, touched timestamptz, note varchar(10), constraint total_ok check (total >= 0));
create function touch() returns trigger language plpgsql as $$ begin new.touched := now(); return new; end $$;
create trigger orders_touch before update of total on orders for each row execute function touch();
create index orders_total on orders (total);
