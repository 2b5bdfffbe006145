-- What is set for the parent alone is not set for its partitions.
create table event (id int not null, body text, kind text) partition by range (id);
create table event_1 partition of event for values from (1) to (100);
alter table only event alter column body set statistics 400;
alter table only event_1 alter column kind set storage external;
