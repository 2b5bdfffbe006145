insert into post values (1, '{new,hot}'), (2, default);
