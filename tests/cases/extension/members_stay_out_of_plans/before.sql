create extension pg_trgm; create extension btree_gin; create extension btree_gist; create extension citext; create extension hstore; create extension unaccent;
create extension ltree; create extension pgcrypto; create extension "uuid-ossp"; create extension cube; create extension earthdistance; create extension fuzzystrmatch;
create extension intarray; create extension isn; create extension lo; create extension seg; create extension tablefunc; create extension bloom; create extension pg_stat_statements;
create table item (
  id uuid primary key default uuid_generate_v4(), token text default encode(gen_random_bytes(8), 'hex'),
  mail citext unique default 'nobody@lab.test', attributes hstore not null default 'a=>1', path ltree, place cube, isbn isbn13, span seg, tags int[], n int, size int, name text,
  constraint mail_ok check (mail <> 'x'), exclude using gist (n with =, place with &&)
);
create index item_name on item using gin (name gin_trgm_ops, n);
create index item_path on item using gist (path);
create index item_tags on item using gin (tags gin__int_ops);
create index item_attributes on item using gin (attributes);
create index item_word on item (soundex(name));
create index item_bloom on item using bloom (n);
