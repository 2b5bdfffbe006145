insert into kind values ('a'), ('b');
insert into item values (1, 'a'), (2, null);
