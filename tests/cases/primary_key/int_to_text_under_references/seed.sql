insert into sample values (1), (2);
insert into aliquot values (1, 'a'), (1, 'b'), (2, 'a');
