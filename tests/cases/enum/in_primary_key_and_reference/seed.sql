insert into page values (1, 'de', 'Seite'), (1, 'en', 'page');
insert into link values (1, 1, 'de'), (2, null, null);
