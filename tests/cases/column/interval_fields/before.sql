create table shift (id int primary key, length interval, every interval year to month, rest interval(0));
