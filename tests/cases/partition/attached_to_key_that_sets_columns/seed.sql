insert into item values (1); insert into low values (1, 1);
