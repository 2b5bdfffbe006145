-- A trigger that is made above partitions, and one that is made anew, with what is set and said on some.
create function note() returns trigger language plpgsql as 'begin return new; end';
create table t (a int, b int) partition by list (a);
create table p partition of t for values in (1) partition by list (b);
create table q partition of p for values in (1);
create table r partition of p for values in (2);
create trigger old after update on t for each row execute function note();
alter table p disable trigger old;
alter table r enable trigger old;
comment on trigger old on t is 'above';
comment on trigger old on q is 'below';
