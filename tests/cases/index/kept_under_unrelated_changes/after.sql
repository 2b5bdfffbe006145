-- Default, comment and NOT NULL change on indexed columns: not one index is touched.
create table sample (id int primary key, a int not null default 1, b varchar(9) default 'x', c int);
create index sample_a on sample (a) where a > 0;
create index sample_b on sample (b varchar_pattern_ops);
create unique index sample_expr on sample ((a + c));
comment on column sample.a is 'indexed';
