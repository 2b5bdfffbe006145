insert into t values ('x', 1);
insert into kept values ('x', 1, 'y');
