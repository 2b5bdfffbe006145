-- Array of varchar to array of a type that is only now made, with default, GIN index and check.
create type tag as enum ('new', 'hot', 'old');
create table post (id int primary key, tags tag[] not null default '{new}', lead tag default 'hot',
  check (lead <> 'old' or cardinality(tags) > 1));
create index post_tags on post using gin (tags);
