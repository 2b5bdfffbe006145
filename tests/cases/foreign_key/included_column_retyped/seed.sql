insert into person values (1, 'Ann', 'a@x');
insert into note values (1, 'a@x');
