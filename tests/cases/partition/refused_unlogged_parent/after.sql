-- Postgres would do nothing.
create unlogged table t (id int) partition by hash (id);
