-- There is a TOAST table to set them on as soon as the statement of the table above has made a column long.
create table t (a integer, b text);
create table below () inherits (t) with (toast.autovacuum_enabled = false);
