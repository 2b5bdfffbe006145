-- What a partition has from above it loses when it is detached, and has again when it is attached.
create function note() returns trigger language plpgsql as 'begin return new; end';
create table t (a int, b int) partition by list (a);
create table kept partition of t for values in (0);
create table moved partition of t for values in (1) partition by list (b);
create table below partition of moved for values in (1);
create table left_alone partition of t for values in (2);
create table attached (a int, b int);
create table tree (a int, b int) partition by list (b);
create table leaf partition of tree for values in (1);
create table dropped partition of t for values in (5);
create trigger g after update on t for each row execute function note();
alter table moved disable trigger g;
alter table below enable always trigger g;
alter table left_alone enable replica trigger g;
alter table dropped enable replica trigger g;
comment on trigger g on moved is 'moved';
comment on trigger g on left_alone is 'left';
