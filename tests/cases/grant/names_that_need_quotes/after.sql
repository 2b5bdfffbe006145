-- Object, column and role.
create schema "My App";
create table "My App"."T t" ("a b" int);
grant select ("a b") on "My App"."T t" to "a, b";
grant insert on "My App"."T t" to "user";
grant usage on schema "My App" to "current_user";
