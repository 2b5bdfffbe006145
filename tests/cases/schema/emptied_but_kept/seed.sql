insert into staging.row_in values (1, 'a'), (2, 'b');
insert into staging.row_out values (1, 'a');
