create type mood as enum ('sad', 'happy');
create function f(m mood default 'sad') returns text language sql as $$ select m::text $$;
