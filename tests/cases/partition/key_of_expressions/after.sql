-- An expression, an operator class and a collation in the key.
create table note (body text not null, at timestamp not null) partition by range (lower(body) collate "C", date_part('year', at), body text_pattern_ops);
create table note_a partition of note for values from (minvalue, minvalue, minvalue) to ('m', maxvalue, maxvalue);
