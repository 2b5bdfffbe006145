insert into car values (1, 'x', 4); insert into vehicle values (2, 'y', 2);
