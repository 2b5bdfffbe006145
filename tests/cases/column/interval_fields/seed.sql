insert into shift values (1, '1 day 02:00:00', '2 years', '03:00:00'), (2, null, null, null);
