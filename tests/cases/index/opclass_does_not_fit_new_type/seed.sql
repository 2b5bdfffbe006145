insert into sample values (1, '12', '{a}'), (2, null, null);
