create table site (id int primary key);
create table reading (
  id int primary key,
  site_id int not null default 1 references site,
  value int not null default 10 check (value > 0),
  doubled int generated always as (value * 2) stored,
  span int4range,
  unique (site_id, value),
  constraint reading_apart exclude using gist (span with &&, int4range(value, value, '[]') with &&)
);
create index reading_value on reading (value) where value > 5;
create index reading_sum on reading ((value + site_id));
