-- It is turned on and off in place, and turning it on looks at all rows.
create table team (id int primary key);
create table note (id int primary key,
    a int constraint on_then_off references team not enforced,
    b int constraint off_then_on references team,
    c int constraint stays references team not enforced,
    d int constraint new references team not enforced);
