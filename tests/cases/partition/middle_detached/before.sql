create table sale (id int not null, region text not null, day date not null, note text, primary key (id, region, day)) partition by list (region);
create index sale_note on sale (note);
create table sale_eu partition of sale for values in ('eu') partition by range (day);
create table sale_eu_2025 partition of sale_eu for values from ('2025-01-01') to ('2026-01-01');
