create table reading (id bigint not null, day date not null, value numeric not null) partition by range (day);
alter table reading add unique (value, day);
create table reading_2025 partition of reading for values from ('2025-01-01') to ('2026-01-01');
create table reading_2026 partition of reading for values from ('2026-01-01') to ('2027-01-01');
create table note (day date, value numeric, constraint of_all foreign key (value, day) references reading (value, day), constraint of_one foreign key (value, day) references reading_2025 (value, day));
