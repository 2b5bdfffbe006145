create type span as range (subtype = float8, subtype_diff = float8mi);
create function len(s span) returns float8 language sql immutable as $$ select upper(s) - lower(s) $$;
create view v as select len(span(1, 5)) as l;
