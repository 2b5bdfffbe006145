-- The text of a body is no dependency: what it reads may come later.
set check_function_bodies = off;
create function how_many() returns bigint language sql as $$ select count(*) from zebra $$;
create table known (id int, n bigint default how_many());
create table zebra (id int);
