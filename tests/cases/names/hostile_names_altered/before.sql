create type "My Type" as enum ('x', 'y');
create table "My ""Table""" (
  "I d" serial constraint "My Key" primary key,
  "Old Col" text default 'a',
  "T y" int,
  "E n" "My Type" default 'x',
  "Sel f" int constraint "My Fk" references "My ""Table""",
  constraint "My Check" check ("T y" > 0), constraint "My Uq" unique ("T y")
);
create index "My Index" on "My ""Table""" ("Old Col");
