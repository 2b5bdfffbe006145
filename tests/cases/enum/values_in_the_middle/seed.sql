insert into shirt values (1, 'S'), (2, 'XXL');
