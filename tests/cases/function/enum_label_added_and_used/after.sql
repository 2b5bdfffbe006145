-- The label must be committed before it is a default.
create type mood as enum ('sad', 'so so', 'happy');
create function f(m mood default 'so so') returns text language sql as $$ select m::text $$;
