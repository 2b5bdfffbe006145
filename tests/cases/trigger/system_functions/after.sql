-- Functions of the system, and one that they hide.
create table doc (id int primary key, body text, words tsvector);
create trigger words before insert or update on doc for each row execute function tsvector_update_trigger(words, 'pg_catalog.english', body);
create trigger z_same before update on doc for each row execute function suppress_redundant_updates_trigger();
create function suppress_redundant_updates_trigger() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger z_own before update on doc for each row execute function public.suppress_redundant_updates_trigger();
