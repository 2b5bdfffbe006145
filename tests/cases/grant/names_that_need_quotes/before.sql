create schema "My App";
create table "My App"."T t" ("a b" int);
