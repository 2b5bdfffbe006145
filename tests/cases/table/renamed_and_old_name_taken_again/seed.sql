insert into "log" values (1, 'boot'), (2, 'halt');
