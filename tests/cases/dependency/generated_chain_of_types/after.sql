-- The enum is rewritten, the base column retyped: the generated column and its index hang on both.
create type unit as enum ('kg', 'g');
create table item (id int primary key, qty numeric(10,3), unit unit default 'g',
  grams numeric generated always as (case unit when 'kg' then qty * 1000 else qty end) stored);
create index item_heavy on item (grams) where grams > 1000;
