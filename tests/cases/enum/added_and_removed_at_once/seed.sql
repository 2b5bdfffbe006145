insert into paint values (1, 'red', '{blue,red}'), (2, null, null);
