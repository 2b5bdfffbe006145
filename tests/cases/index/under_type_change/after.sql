-- Types change below a partial, an opclass and an expression index; the comment must survive.
create table sample (id int primary key, a bigint, b varchar(50), c int);
create index sample_a on sample (a desc) include (c) where a > 10;
create index sample_b on sample (b text_pattern_ops) with (fillfactor = 80);
create index sample_ab on sample ((a * 2), lower(b));
comment on index sample_a is 'kept over the change';
