-- Two tables have a trigger of one name; those of the foreign key are no objects.
create function note() returns trigger language plpgsql as $$ begin return new; end $$;
create table t (id int primary key, a int, b text, c boolean);
create table u (id int references t);
create trigger x before insert on t for each row execute function note();
create trigger x after delete on u for each row execute function note('u');
comment on trigger x on u is 'of u';
