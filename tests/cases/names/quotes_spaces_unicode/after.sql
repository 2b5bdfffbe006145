-- Double quotes, single quotes, spaces, dots, unicode, capitals, signs: in every kind of name.
create table "plain" (id int primary key);
create schema "Sch.e ma""x";
create type "Sch.e ma""x"."Typ ""e""" as enum ('a', 'b');
create sequence "Sch.e ma""x"."seq'uence";
create table "Sch.e ma""x"."Täb ""le"" 🧪" (
  "i d" int constraint "p""k" primary key,
  "Größe" "Sch.e ma""x"."Typ ""e""" default 'a',
  "a.b" bigint default nextval('"Sch.e ma""x"."seq''uence"'),
  "$1" text constraint "check me; --" check ("$1" <> '"'),
  "%s" int constraint "f k" references "Sch.e ma""x"."Täb ""le"" 🧪",
  "back\slash" text,
  "?:name" int generated always as ("i d" + 1) stored
);
create index "in""dex" on "Sch.e ma""x"."Täb ""le"" 🧪" ("Größe", lower("back\slash")) where "a.b" > 0;
comment on column "Sch.e ma""x"."Täb ""le"" 🧪"."Größe" is 'x';
