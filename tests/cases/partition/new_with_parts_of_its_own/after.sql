-- Its own default, no default, NOT NULL, a check and an index beside what comes from the parent.
create table reading (id bigint not null default 7, day date not null, value numeric) partition by range (day);
create index reading_value on reading (value);
alter table reading add primary key (id, day);
alter table reading add constraint reading_value_check check (value > 0);
create table reading_2025 partition of reading for values from ('2025-01-01') to ('2026-01-01');
alter table reading_2025 alter value set not null, alter value set default 3, alter id drop default, add check (value < 100);
create index reading_2025_day on reading_2025 (day);
comment on table reading_2025 is 'last year';
comment on column reading_2025.value is 'in kWh';
