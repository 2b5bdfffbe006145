insert into lab.sample values (1, 'a', 1, null, '[1,2)'), (2, 'b', 2, 1, '[2,3)');
