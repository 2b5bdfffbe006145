insert into member values (1, 'x'); insert into report.member values (1, 'y', 2);
