insert into line (id, net) values (1, 2);
