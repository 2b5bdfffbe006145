create type odd as enum ('it''s', 'a "b"', 'back\slash');
create table t (id int primary key, v odd default 'it''s');
