create type span as range (subtype = text);
create table booking (id integer, spans span[]);
