create table note (id int primary key, a int, b int,
    constraint on_then_off check (a > 0),
    constraint off_then_on check (b > 0) not enforced,
    constraint stays check (id > 0) not enforced);
create table above (a int);
create table below () inherits (above);
