insert into category values (1, 'all'), (2, 'part');
