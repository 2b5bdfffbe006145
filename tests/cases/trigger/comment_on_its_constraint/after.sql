-- A constraint trigger has two comments, and both come back when it is made anew.
create function note() returns trigger language plpgsql as $$ begin return null; end $$;
create table t (id int primary key, a int);
create constraint trigger checked after insert on t deferrable for each row execute function note();
create constraint trigger later after update on t for each row execute function note();
create constraint trigger silent after delete on t for each row execute function note();
comment on trigger checked on t is 'the trigger';
comment on constraint checked on t is 'the constraint';
comment on constraint later on t is 'it''s new';
