-- One of the same name that a partition has of its own gives way to that from above, at both depths.
create function note() returns trigger language plpgsql as 'begin return new; end';
create table t (a int, b int) partition by list (a);
create table p partition of t for values in (1) partition by list (b);
create table q partition of p for values in (1);
create table s (a int, b int);
create trigger g after update on p for each row execute function note();
create trigger g after update on s for each row execute function note();
create trigger h after insert on t for each row execute function note();
alter table q disable trigger g;
