-- The column would have to move from one to the other.
create type span as (first text, last text);
create table booking (id integer, spans span[]);
