-- Keywords as table, column, constraint, index, type and sequence names.
create type "select" as enum ('null', 'true', 'default');
create sequence "sequence";
create table "user" (id int primary key, "group" varchar(9) not null, "default" "select" default 'default');
create table "order" (id int primary key, "user" int constraint "foreign" references "user" on delete cascade, "table" text, "end" bigint default nextval('sequence'),
  constraint "check" check ("end" > 0), constraint "unique" unique ("user", "end"));
create index "index" on "order" ("table" desc) where "table" <> 'x';
