-- Triggers that partitions have from above fire otherwise than that does: each state, at each depth.
create function note() returns trigger language plpgsql as 'begin return new; end';
create table t (a int, b int) partition by list (a);
create table p partition of t for values in (1) partition by list (b);
create table q partition of p for values in (1);
create table r partition of p for values in (2);
create table s partition of t for values in (2);
create trigger a after update on t for each row execute function note();
create trigger b after update on t for each row execute function note();
create trigger c after update on t for each row execute function note();
create trigger d after update on t for each row execute function note();
create trigger e after update on p for each row execute function note();
alter table t disable trigger b;
alter table q enable always trigger c;
alter table only t enable replica trigger d;
alter table only p disable trigger d;
alter table only r disable trigger e;
