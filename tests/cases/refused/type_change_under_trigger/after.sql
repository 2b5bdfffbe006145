-- The trigger's WHEN reads the column.
create table orders (id int primary key, total bigint);
create function note_it() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger orders_total_up after update on orders for each row when (new.total > old.total) execute function note_it();
