-- Quotes in names of what is made below.
create table "Order" ("Id" int not null, "a""b" int) partition by hash ("Id");create table "Order ä0" partition of "Order" for values with (modulus 1, remainder 0);create unique index on "Order" ("Id") include ("a""b");create index on "Order" ("a""b");
