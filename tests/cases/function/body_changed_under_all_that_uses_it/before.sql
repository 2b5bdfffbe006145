create function fold(t text) returns text language sql immutable as $$ select lower(btrim(t)) $$;
create function stamp() returns trigger language plpgsql as $$ begin return new; end $$;
create table item (
    id int primary key, name text default fold(' X '), folded text generated always as (fold(name)) stored,
    constraint name_there check (fold(name) <> ''), exclude using btree (fold(name) with =)
);
create index item_fold on item (fold(name));
create trigger item_stamp before insert on item for each row when (fold(new.name) <> 'q') execute function stamp();
create view folded_item as select id, fold(name) as name from item;
