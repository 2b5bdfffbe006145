-- Deferrable or not, with and without another table.
create function note() returns trigger language plpgsql as $$ begin return new; end $$;
create table t (id int primary key, a int, b text, c boolean);

create table other (id int);
create constraint trigger plain after insert or update of a on t for each row execute function note();
create constraint trigger later after update on t deferrable for each row execute function note();
create constraint trigger from_other after delete on t from other not deferrable for each row when (old.a > 0) execute function note('x');
create constraint trigger deferred after insert on other from t deferrable initially deferred for each row execute function note();
comment on trigger deferred on other is 'at commit';
alter table other disable trigger deferred;
