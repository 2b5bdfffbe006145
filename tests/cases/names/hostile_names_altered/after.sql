-- The same sort of names through ALTERs instead of CREATEs.
create type "My Type" as enum ('x', 'w z', 'y');
create table "My ""Table""" (
  "I d" bigserial constraint "My Key" primary key,
  "Old Col" text not null default 'it''s',
  "T y" bigint,
  "E n" "My Type" default 'y',
  "Sel f" bigint constraint "My Fk" references "My ""Table""" on delete cascade,
  "New ""Col""" text collate "C",
  constraint "My Check" check ("T y" > 1), constraint "My Uq" unique ("T y") deferrable
);
create index "My Index" on "My ""Table""" ("Old Col" desc) where "T y" is null;
comment on table "My ""Table""" is 'x';
