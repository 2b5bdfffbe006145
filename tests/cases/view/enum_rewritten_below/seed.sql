insert into member values (1, 'ok'), (2, 'happy');
