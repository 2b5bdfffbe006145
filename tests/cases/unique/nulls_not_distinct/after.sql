-- On for one, off for the other: the definition differs in three words.
create table member (id int primary key, team int, nick text, alias text,
  constraint member_nick unique nulls not distinct (team, nick),
  constraint member_alias unique (alias));
