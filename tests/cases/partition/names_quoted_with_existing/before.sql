create table "Order" ("Id" int not null, "a""b" int) partition by hash ("Id");create table "Order ä0" partition of "Order" for values with (modulus 1, remainder 0);
