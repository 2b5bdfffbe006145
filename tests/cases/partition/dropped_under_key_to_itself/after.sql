create function note() returns trigger language plpgsql as 'begin return new; end';
create table t (a int primary key, b int references t) partition by list (a);
create trigger g after update on t for each row execute function note();
