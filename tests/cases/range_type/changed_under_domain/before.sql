create type span as range (subtype = float8);
create domain closed as span constraint ok check (upper_inc(value));
