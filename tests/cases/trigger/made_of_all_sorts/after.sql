-- Timings, events, columns, conditions, arguments and transition tables.
create function note() returns trigger language plpgsql as $$ begin return new; end $$;
create table t (id int primary key, a int, b text, c boolean);

create trigger before_row before insert or update or delete on t for each row execute function note();
create trigger after_statement after insert or delete or truncate on t for each statement execute procedure note();
create trigger update_of before update of b, a or insert on t for each row execute function note();
create trigger plain after update on t execute function note('one', 'it''s', '', 'back\slash', 'größe');
create trigger with_when after update on t for each row when (old.a is distinct from new.a and new.b in ('x', 'y')) execute function note();
create trigger whole_row after update on t for each row when (old.* is distinct from new.*) execute function note();
create trigger transition after update on t referencing old table as old_rows new table as new_rows for each statement execute function note();
create trigger only_new after insert on t referencing new table as "New Rows" for each row execute function note();
create trigger insert_when before insert on t for each row when (new.c and current_user <> 'x') execute function note();
create trigger level before delete on t for each statement when (current_setting('my.x', true) = 'on') execute function note();
