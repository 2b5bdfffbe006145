insert into post values (1, '{a,b}'), (2, null);
