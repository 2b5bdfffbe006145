insert into orders values (1, 'new', 'a', 'abc', '{x}', 'q', 'q'), (2, null, null, null, null, null, null);
