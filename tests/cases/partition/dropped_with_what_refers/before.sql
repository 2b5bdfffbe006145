create table reading (id bigint not null, day date not null, former bigint, primary key (id, day)) partition by range (day);
create table a_part partition of reading for values from ('2025-01-01') to ('2026-01-01');
create table zone (reading bigint, day date, foreign key (reading, day) references reading (id, day));
alter table reading add constraint follows foreign key (former, day) references reading (id, day);
