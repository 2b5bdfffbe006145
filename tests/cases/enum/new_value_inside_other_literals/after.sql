-- The new label stands in the texts of arrays, rows and ranges, quoted as each of them needs it.
create type mood as enum ('calm', 'two words', 'a "b", \c''d');
create type pair as (first mood, n int);
create type span as range (subtype = mood);
create domain feeling as mood;
create table t (id int primary key, many mood[] default '{calm,"two words"}',
  felt feeling[] default '{two words}', one pair default '("two words",1)',
  odd pair[] default '{"(\"a \"\"b\"\", \\\\c''d\",1)"}', within span default '[calm,two words)',
  constraint known check (many <> '{"two words"}'));
create table by_mood (m mood) partition by list (m);
create table by_mood_two partition of by_mood for values in ('two words');
