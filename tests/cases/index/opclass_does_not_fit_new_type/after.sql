-- The index cannot be read over the new type: down first, up again in its new form.
create table sample (id int primary key, code int, tags text[]);
create index sample_code on sample (code);
create index sample_tags on sample using gin (tags) where cardinality(tags) > 0;
