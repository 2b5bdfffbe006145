-- Quotes, backslashes, dollars, newlines, comment marks and semicolons in a literal.
create table note (
  id int primary key,
  a text default 'it''s; -- no comment /* nor this */ $1 $$ ',
  b text default E'back\\slash\nnew line\ttab',
  c text default 'naïve — 日本語 🧪'
);
