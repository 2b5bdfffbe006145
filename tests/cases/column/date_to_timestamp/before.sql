create table event (id int primary key, day date not null default current_date, ends timestamp);
