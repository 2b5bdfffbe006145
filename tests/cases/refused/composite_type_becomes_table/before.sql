create type pair as (a integer, b text);
create table note (id integer primary key, whole pair, all_of pair[]);
