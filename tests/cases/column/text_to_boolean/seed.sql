insert into flag values (1, 'true'), (2, 'false');
