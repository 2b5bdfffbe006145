-- Parent, partition and a column bear other names.
create table meter (id bigint not null, day date not null, amount numeric) partition by range (day);
create index reading_value on meter (amount);
alter table meter add primary key (id, day);
alter table meter add constraint reading_value_check check (amount > 0);
create table y2025 partition of meter for values from ('2025-01-01') to ('2026-01-01');
alter index meter_pkey rename to reading_pkey;alter index y2025_amount_idx rename to reading_2025_value_idx;alter index y2025_pkey rename to reading_2025_pkey;
