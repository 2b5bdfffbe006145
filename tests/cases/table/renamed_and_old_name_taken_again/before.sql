create table "log" (id int constraint log_old_key primary key, line text);
