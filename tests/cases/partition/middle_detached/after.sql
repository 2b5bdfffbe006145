-- A partitioned partition goes its own way with what is below.
create table sale (id int not null, region text not null, day date not null, primary key (id, region, day)) partition by list (region);
create table sale_eu (id int not null, region text not null, day date not null, note text, size int, constraint sale_eu_pkey primary key (id, region, day)) partition by range (day);
create index sale_eu_note_idx on sale_eu (note);
create table sale_eu_2025 partition of sale_eu for values from ('2025-01-01') to ('2026-01-01');
