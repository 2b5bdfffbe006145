insert into note values (1, 'sad', null, null), (2, null, null, null);
