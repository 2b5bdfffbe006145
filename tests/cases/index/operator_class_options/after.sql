-- Operator classes that take parameters of their own.
create table doc (id int primary key, words tsvector, mask int4range, at timestamptz);
create index doc_words on doc using gist (words tsvector_ops (siglen = 64));
create index doc_at on doc using brin (at timestamptz_bloom_ops (false_positive_rate = 0.05));
