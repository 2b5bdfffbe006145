-- fillfactor, pages_per_range, fastupdate, buffering: set, changed, reset.
create table doc (id int primary key, a int, at timestamptz, tags text[], spot point);
create index doc_a on doc (a) with (fillfactor = 70, deduplicate_items = off);
create index doc_at on doc using brin (at) with (pages_per_range = 32, autosummarize = on);
create index doc_tags on doc using gin (tags);
create index doc_spot on doc using gist (spot) with (fillfactor = 60, buffering = on);
