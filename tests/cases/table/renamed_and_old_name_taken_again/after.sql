-- The old name is given to a new table at once: rename first, create second.
create table log_2025 (id int constraint log_old_key primary key, line text);
create table "log" (id bigint constraint log_key primary key, line jsonb not null);
