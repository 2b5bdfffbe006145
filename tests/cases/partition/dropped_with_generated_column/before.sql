create type mood as enum ('sad', 'ok');
create table measure (taken date not null, b_source mood, a_computed text generated always as (case b_source when 'ok' then 'fine' end) stored) partition by range (taken);
create table measure_rest partition of measure default;
create index measure_index on measure (a_computed) where b_source = 'ok';
