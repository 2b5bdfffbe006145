insert into vehicle values (1); insert into other values (2); insert into thing values (3);
