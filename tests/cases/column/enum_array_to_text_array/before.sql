create type tag as enum ('new', 'hot');
create table post (id int primary key, tags tag[] not null default array['new']::tag[]);
