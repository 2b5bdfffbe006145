create function big(a integer) returns boolean language sql immutable as $$ select a > 10 $$;
create function note() returns trigger language plpgsql as $$ begin return new; end $$;
create table t (id int primary key, a int, b text, c boolean);
create trigger x before insert on t for each row when (big(new.a)) execute function note();
comment on trigger x on t is 'big ones';
alter table t enable always trigger x;
