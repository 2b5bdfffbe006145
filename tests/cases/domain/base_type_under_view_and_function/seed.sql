insert into sale values (1, 5, 'a'), (2, 7, 'b');
