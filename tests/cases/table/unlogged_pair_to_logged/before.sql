create unlogged table basket (id int primary key);
create unlogged table basket_line (basket_id int references basket, line int, primary key (basket_id, line));
