-- Names of functions, arguments, columns and types that need quotes.
create table "T ""x" (a int);
create type "Mood ""y" as enum ('a');
create function "F (""1)"("A b" integer, "select" "Mood ""y" default 'a', out "Out ""put" "T ""x"[], variadic "größe" "Mood ""y"[] default '{}')
language sql as $$ select null::"T ""x"[] $$;
create function "a.b"("c.d" "T ""x") returns table("e f" integer, "table" text) language sql as $$ select 1, '' $$;
create procedure "P;--"(inout "x'y" integer) language plpgsql as $$ begin end $$;
comment on function "F (""1)"(integer, "Mood ""y", "Mood ""y"[]) is 'odd';
comment on procedure "P;--"(integer) is 'odder';
