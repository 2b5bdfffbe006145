create table sale (id int not null, region text not null, day date not null, primary key (id, region, day)) partition by list (region);
create table sale_eu (id int not null, region text not null, day date not null, primary key (id, region, day)) partition by range (day);
create table sale_eu_2025 partition of sale_eu for values from ('2025-01-01') to ('2026-01-01');
