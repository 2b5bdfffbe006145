create function note() returns trigger language plpgsql as 'begin return new; end';
create table t (a int primary key) partition by list (a);
create table other (a int references t);
create trigger g after update on t for each row execute function note();
