create table doc (id int primary key, a int, at timestamptz, tags text[], spot point);
create index doc_a on doc (a);
create index doc_at on doc using brin (at);
create index doc_tags on doc using gin (tags) with (fastupdate = off);
create index doc_spot on doc using gist (spot) with (fillfactor = 50);
