-- The column stays where it is, with all that depends on it.
create table note (id int primary key, price int, net int generated always as (price * 3) stored, tail text);
create index note_net on note (net);
create view nets as select id, net from note;
alter table note alter net set statistics 10;
