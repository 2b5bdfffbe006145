create table sample (id int primary key, a int, b text, c int);
create index sample_a on sample (a desc) include (c) where a > 10;
create index sample_b on sample (b text_pattern_ops) with (fillfactor = 80);
create index sample_ab on sample ((a * 2), lower(b));
comment on index sample_a is 'kept over the change';
