create table sample (id int primary key, code text, tags text);
create index sample_code on sample (code text_pattern_ops);
create index sample_tags on sample (tags) where tags like 'a%';
