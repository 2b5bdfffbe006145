insert into sample values (1, null, 'blank'), (2, null, 'lost');
