create table sample (id int primary key, a int, b varchar(9), c int);
create index sample_a on sample (a) where a > 0;
create index sample_b on sample (b varchar_pattern_ops);
create unique index sample_expr on sample ((a + c));
