create unlogged table t (b bigint, c text) with (fillfactor = 50, toast.autovacuum_enabled = true, toast.vacuum_truncate = false);
create unlogged table kept (b bigint, c text, d text) with (toast.autovacuum_enabled = true);
