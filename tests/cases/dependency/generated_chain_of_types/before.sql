create type unit as enum ('g', 'kg');
create table item (id int primary key, qty numeric(8,2), unit unit default 'g',
  grams numeric generated always as (case unit when 'kg' then qty * 1000 else qty end) stored);
create index item_heavy on item (grams) where grams > 1000;
