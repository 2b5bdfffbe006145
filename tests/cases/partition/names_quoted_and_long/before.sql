create table "Reading of all meters in the whole country" ("Id of the meter which was read" bigint not null, "day" date not null) partition by range (day);
