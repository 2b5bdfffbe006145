-- Operators, casts and functions that deparse with parentheses of their own.
create table doc (id int primary key, body jsonb, tags text[],
  constraint body_shape check (body ? 'kind' and jsonb_typeof(body -> 'kind') = 'string' and (body ->> 'v')::int between 1 and 9),
  constraint tags_shape check (cardinality(tags) <= 5 and not ('' = any (tags)) and tags <@ array['a', 'b', 'c']),
  constraint odd_text check (body ->> 'note' is distinct from 'it''s \ 100% -- "odd"'));
