-- One column brings default, collation, check, unique, reference, index and comment.
create table plan (id int primary key);
create table member (
  id int primary key,
  nick text collate "C" default 'nobody' constraint member_nick_len check (length(nick) < 20),
  badge int constraint member_badge_key unique,
  plan_id int constraint member_plan_fk references plan on delete set null
);
create index member_nick_idx on member (nick text_pattern_ops);
comment on column member.nick is 'shown in lists';
