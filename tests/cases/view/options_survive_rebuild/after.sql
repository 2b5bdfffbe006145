-- The base column changes its type: options, the default and the comment come back.
create table item (id int primary key, price bigint, active boolean);
create view cheap with (security_barrier = true) as select id, price, active from item where active with local check option;
alter view cheap alter column active set default true;
comment on view cheap is 'Bargains';
