insert into sale select n, n % 3, n, '2020-01-01' from generate_series(1, 30) n;
