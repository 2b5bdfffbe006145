create extension citext;
comment on extension citext is 'ours';
create extension "uuid-ossp";
comment on extension "uuid-ossp" is 'ours';
create extension hstore;
comment on extension hstore is 'one';
create extension ltree;
