create table member (id int primary key, team int, nick text, alias text,
  constraint member_nick unique (team, nick),
  constraint member_alias unique nulls not distinct (alias));
