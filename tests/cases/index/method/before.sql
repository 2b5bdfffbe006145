create table doc (id int primary key, code text, body jsonb, tags text[], spot point, at timestamptz, path text);
create index doc_code on doc (code);
create index doc_at on doc (at);
create index doc_path on doc (path);
create index doc_spot on doc using gist (spot);
