create type span as range (subtype = float8, subtype_diff = float8mi);
create domain closed as span constraint ok check (upper_inc(value));
