-- An extension is born with a comment, which comes back where nobody gives it another.
create extension citext;
create extension "uuid-ossp";
create extension hstore;
comment on extension hstore is 'other';
create extension ltree;
comment on extension ltree is 'it''s';
