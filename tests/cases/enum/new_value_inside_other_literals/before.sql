create type mood as enum ('calm');
create type pair as (first mood, n int);
create type span as range (subtype = mood);
create domain feeling as mood;
create table t (id int primary key, many mood[], felt feeling[] default '{calm}');
