-- Identity stands on the parent alone.
create table t (id bigint generated always as identity, day date not null, primary key (id, day)) partition by range (day);create table t_2025 partition of t for values from ('2025-01-01') to ('2026-01-01');
