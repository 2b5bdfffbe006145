-- Names that need quotes, in place and made anew.
create schema "a.b";
create table "a.b"."ta""ble" ("se lect" int primary key, "it's" text, "Camel" bigint);
create view "a.b"."vi""ew" as select "se lect" as "as", "it's" as ";--", "Camel" from "a.b"."ta""ble" "x y" where "it's" <> '(ARRAY[';
create view "user" as select ";--" as "order", "as", "Camel" as "select" from "a.b"."vi""ew";
comment on view "user" is 'it''s new';
comment on column "user"."order" is 'so so';
comment on column "a.b"."vi""ew".";--" is '\x';
