-- Arrays of enums, with a default that names the element type.
create type tag as enum ('new', 'hot');
create table post (id int primary key, tags text[] not null default array['new']);
