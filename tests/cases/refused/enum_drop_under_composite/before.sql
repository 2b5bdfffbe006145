create type state as enum ('a', 'b');
create type pair as (x int, s state);
