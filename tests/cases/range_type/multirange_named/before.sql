create type span as range (subtype = float8); create type other_range as range (subtype = int);
