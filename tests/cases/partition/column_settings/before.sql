create table event (id int not null, body text, kind text) partition by range (id);
create table event_1 partition of event for values from (1) to (100);
alter table only event_1 alter column body set statistics 50;
