-- Triggers that name the column are taken down and come back with state and comment; the others stay.
create function note() returns trigger language plpgsql as $$ begin return new; end $$;

create table orders (id int primary key, total bigint, note text, other int);
create trigger total_up after update on orders for each row when (new.total > old.total) execute function note();
create trigger of_note before update of note on orders for each row execute function note();
create trigger of_other before update of other on orders for each row execute function note();
create trigger whole after update on orders for each row when (old.* is distinct from new.*) execute function note();
comment on trigger total_up on orders is 'grows';
alter table orders disable trigger total_up;
alter table orders enable always trigger of_note;
