create type span as range (subtype = float8, multirange_type_name = spans); create type other_range as range (subtype = int, multirange_type_name = other_ranges);
create table t (id int, s spans);
