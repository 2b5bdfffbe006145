-- A partition of a table that is referred to is detached before it is dropped, and its triggers go with that.
create function note() returns trigger language plpgsql as 'begin return new; end';
create table t (a int primary key) partition by list (a);
create table p partition of t for values in (1);
create table other (a int references t);
create trigger g after update on t for each row execute function note();
