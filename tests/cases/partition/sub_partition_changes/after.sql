-- A column and an index from the top, an index from the middle, another partition below.
create table sale (id int not null, region text not null, day date not null, note text not null default '', size int) partition by list (region);
create table sale_eu partition of sale for values in ('eu') partition by range (day);
create table sale_eu_2025 partition of sale_eu for values from ('2025-01-01') to ('2026-01-01');
create table sale_eu_2026 partition of sale_eu for values from ('2026-01-01') to ('2027-01-01');
create index sale_day on sale (day);
create index sale_eu_id on sale_eu (id);
