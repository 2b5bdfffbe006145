insert into sample values (1, null, 'abc', null), (2, null, null, null);
