-- Only with its first column of values that may be long a table has one, which forgets what was said before.
create table thing (id int, note text);
create table account () inherits (thing) with (toast.autovacuum_enabled = false);
