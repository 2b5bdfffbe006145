-- Postgres reads what it deparses of these as another tree.
create table note (a int, b int, d int, constraint c check (a between 1 and 9 and b > 0),
    constraint d check (a not between 1 and 9 or b > 0),
    constraint e check ((a between symmetric 9 and b and b > 0) or a is null),
    constraint f check (a in (b, d, a + b) or b > 0), constraint g check (a not in (b, d) and b > 0));
create domain level as int constraint l check (value between 1 and 9 and value <> 5 and value between 2 and 8);
create index i on note (a) where a between 1 and 9 and b > 0;
create view notes as select a from note where a between 1 and 9 and b between 0 and 7 and a <> b;
