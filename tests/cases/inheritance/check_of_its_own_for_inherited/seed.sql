insert into note values (1, 'a'); insert into page values (2, 'b');
