-- Same names and columns, other access methods: hash, brin, spgist, and gin besides.
create table doc (id int primary key, code text, body jsonb, tags text[], spot point, at timestamptz, path text);
create index doc_code on doc using hash (code);
create index doc_at on doc using brin (at);
create index doc_path on doc using spgist (path);
create index doc_spot on doc using spgist (spot);
create index doc_body on doc using gin (body);
create index doc_tags on doc using gin (tags);
