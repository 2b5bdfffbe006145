insert into post values (1, '{new,hot}', 'hot'), (2, default, null);
