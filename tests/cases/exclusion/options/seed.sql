insert into booking values (1, '((0,0),(1,1))', 'a'), (2, '((2,2),(3,3))', 'b');
