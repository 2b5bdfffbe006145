create table note (word text, upper text generated always as (upper(word)) stored);
create table page () inherits (note);
alter table page alter upper set storage external;
