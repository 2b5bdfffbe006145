-- The table refers to itself, and a partition with one of its own goes, with the trigger that it has from above.
create function note() returns trigger language plpgsql as 'begin return new; end';
create table t (a int primary key, b int references t) partition by list (a);
create table p partition of t for values in (1) partition by list (a);
create table q partition of p for values in (1);
create trigger g after update on t for each row execute function note();
