insert into t (id) values (1);
insert into u (id) values (1);
insert into x (id) values (1);
