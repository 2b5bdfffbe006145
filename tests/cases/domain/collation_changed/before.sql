create domain word as text collate "C"; create table t (id int primary key, w word);
create index t_w on t (w);
