insert into member values (1, 'a@lab.test', '{b@lab.test}'), (2, 'c@lab.test', default);
