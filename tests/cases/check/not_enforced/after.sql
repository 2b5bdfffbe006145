-- A check that is not enforced is another than one that is.
create table note (id int primary key, a int, b int,
    constraint on_then_off check (a > 0) not enforced,
    constraint off_then_on check (b > 0),
    constraint stays check (id > 0) not enforced,
    constraint new check (a > b) not enforced);
create table above (a int, constraint positive check (a > 0) not enforced);
create table below () inherits (above);
create table further () inherits (above);
