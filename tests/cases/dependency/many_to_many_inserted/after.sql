-- A reference becomes a link table; the old column goes.
create table post (id int primary key);
create table tag (id int primary key, name text);
create table post_tag (
  post_id int references post on delete cascade,
  tag_id int references tag on delete cascade,
  primary key (post_id, tag_id)
);
create index post_tag_tag on post_tag (tag_id);
