insert into item (mail, place, isbn, n) values ('A@lab.test', '(1,2)', '978-0-393-04002-9', 1), ('b@lab.test', '(3,4)', null, 2);
