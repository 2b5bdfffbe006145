create table doc (id int primary key, words tsvector, mask int4range, at timestamptz);
create index doc_words on doc using gist (words);
create index doc_at on doc using brin (at);
