insert into shift values (1, row(null, '[1,2)', 'x')), (2, null);
