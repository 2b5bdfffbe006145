-- A history of drops, renames and late labels that ends where the short way ends (holes in attnum, odd sort orders).
create type state as enum ('paid');
alter type state add value 'open' before 'paid';
alter type state add value 'draft' before 'open';
create table orderz (junk text, id int, old int, state state, total int);
alter table orderz drop junk, drop old;
alter table orderz rename to orders;
alter table orders alter total type bigint, alter id set not null;
alter table orders alter id add generated always as identity, add primary key (id);
create index orders_tmp on orders (total);
alter index orders_tmp rename to orders_total;
comment on table orders is 'x';
comment on table orders is null;
