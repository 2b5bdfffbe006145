-- One leaves, one comes, one is dropped, and the parent changes in every way.
create table reading (id bigint not null, day date not null, value numeric(10,2) not null default 0, kind text default 'x') partition by range (day);
alter table reading add primary key (day, id), add check (kind <> '');create index reading_kind on reading (kind);create index reading_value on reading (value desc);create table reading_2025 (id bigint not null, day date not null, value numeric);create table reading_2027 partition of reading for values from ('2027-01-01') to ('2028-01-01');
