insert into one values (1, 'a'), (2, 'b');
insert into two values (1, '{a,b}');
insert into three values ('a');
