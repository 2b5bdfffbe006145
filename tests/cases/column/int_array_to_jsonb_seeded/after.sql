-- The same with rows. There is no cast back either; only empty values make the round trip for certain.
create table sample (id int primary key, readings jsonb, label text);
