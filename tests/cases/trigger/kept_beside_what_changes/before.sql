create table orders (id int primary key, total int, touched timestamptz);
create function touch() returns trigger language plpgsql as $$ begin new.touched := now(); return new; end $$;
create trigger orders_touch before update of total on orders for each row execute function touch();
