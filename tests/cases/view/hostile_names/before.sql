create schema "a.b";
create table "a.b"."ta""ble" ("se lect" int primary key, "it's" text, "Camel" int);
create view "a.b"."vi""ew" as select "se lect" as "as", "it's" as ";--", "Camel" from "a.b"."ta""ble" "x y";
create view "user" as select ";--" as "order", "as" from "a.b"."vi""ew";
comment on view "user" is 'it''s';
comment on column "user"."order" is 'so so';
comment on column "a.b"."vi""ew".";--" is '\x';
