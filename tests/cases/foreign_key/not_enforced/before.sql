create table team (id int primary key);
create table note (id int primary key,
    a int constraint on_then_off references team,
    b int constraint off_then_on references team not enforced,
    c int constraint stays references team not enforced);
