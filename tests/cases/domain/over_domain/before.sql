create domain positive as int constraint is_positive check (value > 0);
create domain small as positive constraint is_small check (value < 10);
create table t (id int primary key, s small not null default 1, p positive);
