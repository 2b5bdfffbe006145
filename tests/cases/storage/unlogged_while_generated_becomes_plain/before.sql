create table t (base integer, made integer generated always as (base + 1) stored);
