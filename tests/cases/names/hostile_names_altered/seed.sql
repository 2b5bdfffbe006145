insert into "My ""Table""" ("Old Col", "T y") values ('a', 2), ('b', 3);
