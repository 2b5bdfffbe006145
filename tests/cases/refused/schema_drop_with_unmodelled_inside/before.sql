create schema lab;
create table lab.sample (id int primary key);
create function lab.helper() returns int language sql as $$ select 1 $$;
