-- Between the columns that go and those that come, a rewrite leaves a table without a TOAST table, which takes along
-- what was set on it.
create table t (a text, b integer) with (fillfactor = 50, toast.autovacuum_enabled = true, toast.vacuum_truncate = false);
-- here one stays, and nothing is said again
create table kept (a text, b integer, c text) with (toast.autovacuum_enabled = true);
