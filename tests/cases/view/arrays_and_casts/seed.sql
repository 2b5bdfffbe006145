insert into item values (1, 'new', '{a}', 'abc', now());
