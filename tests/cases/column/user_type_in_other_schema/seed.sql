insert into item values (1, 'm'), (2, 'km');
