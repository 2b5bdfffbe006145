-- Names that need quotes, in a schema that needs them too.
create schema "s p";
create table "s p"."or""der" ("select" int primary key, "it's" varchar(50));
create materialized view "s p"."ma""t" as select "select" as "1st", "it's" as "--" from "s p"."or""der";
create unique index "in""dex" on "s p"."ma""t" ("1st") include ("--");
comment on materialized view "s p"."ma""t" is 'x';
comment on column "s p"."ma""t"."--" is 'y';
comment on index "s p"."in""dex" is 'z';
