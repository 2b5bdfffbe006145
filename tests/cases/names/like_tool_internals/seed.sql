insert into pg_like values (1, 'a');
insert into _scratch values (1, 'a');
