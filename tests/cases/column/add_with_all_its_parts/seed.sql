insert into member values (1), (2);
insert into plan values (1);
