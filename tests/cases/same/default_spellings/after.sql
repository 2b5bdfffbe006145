-- Casts that Postgres writes by itself, and no default spelled as one.
create table t (id int primary key, a varchar(9) default 'x'::character varying, b text, c int4 default (1), d timestamptz default (now()), e boolean default true, f text[] default '{}'::text[], g numeric(5,2) default 0::int, h date default (current_date));
