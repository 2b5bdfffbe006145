-- The lower one is made anew, and the one above it with it.
create domain positive as bigint constraint is_positive check (value > 0);
create domain small as positive constraint is_small check (value < 10);
create table t (id int primary key, s small not null default 1, p positive);
