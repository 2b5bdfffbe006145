-- Names and texts that look like parts of a definition.
create function note() returns trigger language plpgsql as $$ begin return new; end $$;

create schema "odd . one";
create function "odd . one"."F ("() returns trigger language plpgsql as $$ begin return new; end $$;
create table "odd . one"."T "" x" (id int, "a)" text, "when" int);
create trigger "FOR EACH ROW WHEN (" after update of "a)", "when" on "odd . one"."T "" x" for each row
when (old."a)" = ' WHEN (x)) EXECUTE FUNCTION' and new."when" > 0) execute function "odd . one"."F ("(') EXECUTE FUNCTION', ' WHEN (');
create trigger "a;b" before insert on "odd . one"."T "" x" for each row execute function note();
comment on trigger "a;b" on "odd . one"."T "" x" is 'odd';
alter table "odd . one"."T "" x" disable trigger "a;b";
