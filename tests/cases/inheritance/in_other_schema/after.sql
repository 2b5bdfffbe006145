-- A parent of another schema.
create schema far;create table far.base (id int, note text default 3);create table child (extra int, check (extra > 0)) inherits (far.base);
