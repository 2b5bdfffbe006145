create function note() returns trigger language plpgsql as $$ begin return new; end $$;
create foreign data wrapper nowhere;
create server away foreign data wrapper nowhere;
create foreign table far (id int) server away;
create trigger far_note before insert on far for each row execute function note();
