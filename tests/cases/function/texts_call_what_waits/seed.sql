insert into word values (1, 'small'), (2, 'words');
