insert into product values (1, 3), (2, default);
