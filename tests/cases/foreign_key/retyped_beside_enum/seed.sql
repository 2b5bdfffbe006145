insert into p values ('a', 'calm');
insert into c values (1, 'a', 'calm'), (2, null, 'glad');
insert into q values ('[2020-01-01,2021-01-01)');
insert into r values (1, '[2020-01-01,2021-01-01)');
